//! Publishing, and what else a test does to a server.

use async_nats::{
    Client, HeaderMap,
    jetstream::{self, Context, stream},
};

use super::{
    events::{SUBJECT, good},
    server::Server,
};

/// A server with a stream `events` of so many good events.
pub(crate) fn stream(messages: usize) -> (Server, Publisher) {
    let server = Server::start();
    let publisher = Publisher::to(&server);
    publisher.make_stream("events", &["wasmbus.evt.>"], stream::RetentionPolicy::Limits);
    publisher.store_all(SUBJECT, (0..messages).map(good));
    (server, publisher)
}

/// A connection for a test that has no runtime of its own.
pub(crate) struct Publisher {
    runtime: tokio::runtime::Runtime,
    client: Client,
    context: Context,
}

impl Publisher {
    pub(crate) fn to(server: &Server) -> Self {
        Self::connect(&server.address(), async_nats::ConnectOptions::new())
    }

    pub(crate) fn connect(address: &str, options: async_nats::ConnectOptions) -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let client = runtime.block_on(options.connect(address)).unwrap();
        // A context has a task of its own.
        let context = runtime.block_on(async { jetstream::new(client.clone()) });
        Self { runtime, client, context }
    }

    pub(crate) fn publish(&self, subject: &str, payload: Vec<u8>) {
        self.publish_all(subject, [payload]);
    }

    /// Publishes, and comes back when the server has everything.
    pub(crate) fn publish_all(&self, subject: &str, payloads: impl IntoIterator<Item = Vec<u8>>) {
        self.runtime.block_on(async {
            for payload in payloads {
                self.client.publish(subject.to_owned(), payload.into()).await.unwrap();
            }
            self.client.flush().await.unwrap();
        });
    }

    pub(crate) fn publish_with_headers(&self, subject: &str, headers: &[(&str, &str)], payload: Vec<u8>) {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, *value);
        }
        self.runtime.block_on(async {
            self.client.publish_with_headers(subject.to_owned(), map, payload.into()).await.unwrap();
            self.client.flush().await.unwrap();
        });
    }

    /// Makes a stream of some subjects.
    pub(crate) fn make_stream(&self, name: &str, subjects: &[&str], retention: stream::RetentionPolicy) {
        let config = stream::Config {
            name: name.to_owned(),
            subjects: subjects.iter().map(|subject| (*subject).to_owned()).collect(),
            retention,
            ..stream::Config::default()
        };
        self.runtime.block_on(self.context.create_stream(config)).unwrap();
    }

    /// Publishes to a stream, and comes back when it has everything.
    pub(crate) fn store_all(&self, subject: &str, payloads: impl IntoIterator<Item = Vec<u8>>) {
        self.runtime.block_on(async {
            let mut pending = std::collections::VecDeque::new();
            for payload in payloads {
                pending.push_back(self.context.publish(subject.to_owned(), payload.into()).await.unwrap());
                if pending.len() > 500 {
                    pending.pop_front().unwrap().await.unwrap();
                }
            }
            for acknowledgement in pending {
                acknowledgement.await.unwrap();
            }
        });
    }

    /// Publishes each message to a subject of its own.
    pub(crate) fn store_each(&self, prefix: &str, payloads: impl IntoIterator<Item = Vec<u8>>) {
        self.runtime.block_on(async {
            let mut pending = std::collections::VecDeque::new();
            for (number, payload) in payloads.into_iter().enumerate() {
                let subject = format!("{prefix}.event_{number}");
                pending.push_back(self.context.publish(subject, payload.into()).await.unwrap());
                if pending.len() > 500 {
                    pending.pop_front().unwrap().await.unwrap();
                }
            }
            for acknowledgement in pending {
                acknowledgement.await.unwrap();
            }
        });
    }

    pub(crate) fn delete_message(&self, stream: &str, sequence: u64) {
        self.runtime.block_on(async {
            let stream = self.context.get_stream(stream).await.unwrap();
            assert!(stream.delete_message(sequence).await.unwrap());
        });
    }

    pub(crate) fn purge(&self, stream: &str) {
        self.runtime.block_on(async {
            self.context.get_stream(stream).await.unwrap().purge().await.unwrap();
        });
    }

    /// The names of the consumers of a stream.
    pub(crate) fn consumers(&self, stream: &str) -> Vec<String> {
        use futures_util::TryStreamExt;
        self.runtime.block_on(async {
            let stream = self.context.get_stream(stream).await.unwrap();
            stream.consumer_names().try_collect().await.unwrap()
        })
    }

    pub(crate) fn delete_consumer(&self, stream: &str, consumer: &str) {
        self.runtime.block_on(async {
            let stream = self.context.get_stream(stream).await.unwrap();
            stream.delete_consumer(consumer).await.unwrap();
        });
    }

    /// Messages of a consumer that nobody has acknowledged, and those that wait.
    pub(crate) fn consumer_state(&self, stream: &str, consumer: &str) -> (usize, u64) {
        self.runtime.block_on(async {
            let stream = self.context.get_stream(stream).await.unwrap();
            let info = stream.consumer_info(consumer).await.unwrap();
            (info.num_ack_pending, info.num_pending)
        })
    }

    pub(crate) fn make_consumer(&self, stream: &str, config: jetstream::consumer::pull::Config) {
        self.runtime.block_on(async {
            let stream = self.context.get_stream(stream).await.unwrap();
            stream.create_consumer(config).await.unwrap();
        });
    }
}
