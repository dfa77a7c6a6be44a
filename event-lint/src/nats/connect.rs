//! Connecting.

use std::time::Duration;

use anyhow::{Context, bail};
use async_nats::{Client, ConnectOptions};
use futures_util::StreamExt;
use lattice_linter::report;

use super::{Journal, Options, Share, Subjects, credentials, failure, journal::Gaps, pace::Pace};

/// How often the client looks whether the server is still there. A cut cable is
/// noticed after two of them.
const PING: Duration = Duration::from_secs(10);
/// How long a server may take to answer.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);
/// Round trips until a subscription is taken for known to the server.
const ROUND_TRIPS: usize = 3;

/// Messages of one subscription that may wait in the client.
pub(crate) const CAPACITY: usize = 65_536;

/// A connection, and its journal.
#[derive(Debug, Clone)]
pub(crate) struct Connected {
    pub(crate) client: Client,
    pub(crate) journal: Journal,
    /// The servers, for people.
    pub(crate) server: String,
}

/// The runtime of a command that talks to NATS. Reading the connection and
/// taking messages from it are two tasks: on one thread, the one would keep the
/// other from working, and messages would be lost.
pub(crate) fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("nats")
        .enable_all()
        .build()
        .context("failed to start the runtime")
}

/// Connects. The connection comes back by itself when it breaks, for ever.
///
/// `capacity` is how many messages of one subscription wait in the client.
pub(crate) async fn connect(
    options: &Options,
    command: &str,
    capacity: usize,
    quiet: bool,
) -> anyhow::Result<Connected> {
    let journal = Journal::new(quiet);
    let server = options.shown();
    let noted = journal.clone();
    let pace = Pace::default();
    let authentication = options.authentication.clone();
    // What is wrong with files is told before anything is tried.
    credentials::authenticate(&authentication, b"")?;
    let reporting = journal.clone();
    let mut connecting = ConnectOptions::with_auth_callback(move |nonce| {
        let auth = credentials::authenticate(&authentication, &nonce);
        std::future::ready(auth.map_err(|error| {
            reporting.error(&error.in_full());
            error.into()
        }))
    });
    connecting = connecting
        .name(format!("event-lint {command}"))
        .subscription_capacity(capacity)
        .ping_interval(PING)
        .connection_timeout(PATIENCE)
        .request_timeout(Some(PATIENCE))
        .max_reconnects(None)
        .reconnect_delay_callback(move |attempt| pace.before(attempt))
        .read_buffer_capacity(u16::MAX)
        .event_callback(move |event| {
            noted.note(&event);
            std::future::ready(())
        });
    if let Some(prefix) = &options.inbox_prefix {
        connecting = connecting.custom_inbox_prefix(prefix);
    }
    connecting = encrypt(connecting, options)?;
    let client = connecting
        .connect(&options.servers[..])
        .await
        // The chain of causes would say the same again, in other words.
        .map_err(|error| {
            anyhow::anyhow!("failed to connect to {server}: {}", failure::explain(&error, options))
        })?;
    Ok(Connected { client, journal, server })
}

fn encrypt(mut connecting: ConnectOptions, options: &Options) -> anyhow::Result<ConnectOptions> {
    let tls = &options.tls;
    for path in [&tls.authority, &tls.certificate, &tls.key].into_iter().flatten() {
        // The client would say only that there is some file which it cannot read,
        // and would take one without a certificate for one that trusts nobody.
        let text = std::fs::read(path).with_context(|| format!("failed to read `{}`", path.display()))?;
        if !String::from_utf8_lossy(&text).contains("-----BEGIN ") {
            bail!(
                "`{}` holds no certificate and no key in PEM: no line begins with `-----BEGIN`",
                path.display()
            );
        }
    }
    if let Some(authority) = &tls.authority {
        connecting = connecting.add_root_certificates(authority.clone());
    }
    match (&tls.certificate, &tls.key) {
        (Some(certificate), Some(key)) => {
            connecting = connecting.add_client_certificate(certificate.clone(), key.clone());
        }
        (None, None) => {}
        _ => bail!("a client certificate needs its key beside it: --tls-cert and --tls-key"),
    }
    let wanted = tls.first
        || tls.authority.is_some()
        || tls.certificate.is_some()
        || options.servers.iter().any(async_nats::ServerAddr::tls_required);
    if tls.first {
        connecting = connecting.tls_first();
    }
    Ok(connecting.require_tls(wanted))
}

impl Connected {
    /// Waits until the server knows the subscriptions that were made, or has
    /// refused one.
    ///
    /// A refusal comes when it comes: the protocol has no answer to a
    /// subscription. But the server answers in order, so after some round trips
    /// everything before them was seen. The client has no round trip of its
    /// own; draining a subscription is one. The subject is one that the
    /// subscriptions cover already, so that no further permission is needed.
    pub(crate) async fn settle(&self, subjects: &Subjects, queue_group: Option<&str>) -> anyhow::Result<()> {
        let flushed = self.client.flush();
        tokio::time::timeout(PATIENCE, flushed).await.context("the server takes nothing")??;
        if let Some(subject) = subjects.unused_subject(&self.client.new_inbox()) {
            for _ in 0..ROUND_TRIPS {
                let mut probe = match queue_group {
                    Some(group) => self.client.queue_subscribe(subject.clone(), group.to_owned()).await?,
                    None => self.client.subscribe(subject.clone()).await?,
                };
                probe.drain().await?;
                tokio::time::timeout(PATIENCE, async { while probe.next().await.is_some() {} })
                    .await
                    .context("the server does not answer")?;
            }
        }
        // What the server said is told by another task.
        tokio::time::sleep(Duration::from_millis(50)).await;
        match self.journal.fatal_now() {
            Some(fatal) => Err(fatal.into()),
            None => Ok(()),
        }
    }

    /// The gaps of the connection until now. In a flood of other news the client
    /// forgets to tell of a reconnection, but it counts it.
    pub(crate) fn gaps(&self) -> Gaps {
        use std::sync::atomic::Ordering;
        let reconnections = self.client.statistics().connects.load(Ordering::Relaxed).saturating_sub(1);
        let gaps = self.journal.gaps();
        Gaps { count: gaps.count.max(reconnections), ..gaps }
    }

    /// What a report says about the connection. What was dropped or left to
    /// others is for whoever counts it.
    pub(crate) fn summary(&self, subjects: &[String], share: Option<Share>) -> report::Connection {
        let gaps = self.gaps();
        report::Connection {
            server: self.server.clone(),
            subjects: subjects.to_vec(),
            partition: share.map(|share| share.to_string()),
            gaps: gaps.kept,
            gap_count: gaps.count,
            gap_milliseconds: gaps.milliseconds,
            ..report::Connection::default()
        }
    }

    /// Messages that reached the client, all of them.
    pub(crate) fn received(&self) -> u64 {
        use std::sync::atomic::Ordering;
        self.client.statistics().in_messages.load(Ordering::Relaxed)
    }
}
