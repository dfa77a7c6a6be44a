//! Making consumers, and counting what they are to read.

use std::time::Duration;

use anyhow::{Context, bail};
use async_nats::jetstream::{
    consumer::{self, AckPolicy, DeliverPolicy, PullConsumer, pull},
    stream::Stream,
};

use super::{Durable, Start, Wanted};

/// How long the server keeps a consumer of a process that is gone.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(120);
/// How often the stream is looked at until nothing was published meanwhile.
const LOOKS: usize = 20;

/// Where a consumer begins.
pub(super) fn deliver_policy(start: &Start) -> DeliverPolicy {
    match start {
        Start::Beginning => DeliverPolicy::All,
        Start::Sequence(sequence) => DeliverPolicy::ByStartSequence { start_sequence: (*sequence).max(1) },
        Start::Time(time) => DeliverPolicy::ByStartTime { start_time: *time },
        Start::LastPerSubject => DeliverPolicy::LastPerSubject,
    }
}

/// How many messages are to be read, up to the one that was the last, or to
/// the end that is wanted.
///
/// A consumer knows how many messages wait for it, whenever they were
/// published. So it is asked between two looks at the stream. If the stream did
/// not grow between them, the number is exact. A stream that never stands still
/// gets a lower bound: what was published between the looks may not be for this
/// reader.
pub(super) async fn count_expected(
    stream: &Stream,
    consumer: &PullConsumer,
    wanted: &Wanted,
    last: u64,
) -> anyhow::Result<u64> {
    let failed = || format!("failed to look at the stream `{}`", wanted.stream);
    if wanted.durable.is_some() {
        let info = consumer.cached_info();
        return Ok(info.num_pending + info.num_ack_pending as u64);
    }
    let mut expected = consumer.cached_info().num_pending;
    for _ in 0..LOOKS {
        let info = consumer.get_info().await.with_context(failed)?;
        let now = stream.get_info().await.with_context(failed)?.state.last_sequence;
        expected = info.num_pending.saturating_sub(now.saturating_sub(last));
        if now == last {
            break;
        }
    }
    let Some(end) = wanted.end.filter(|end| *end < last) else { return Ok(expected) };
    // What lies behind the end waits for a consumer that begins there.
    let behind = DeliverPolicy::ByStartSequence { start_sequence: end + 1 };
    let behind = make_consumer(stream, wanted, behind).await?;
    let waiting = behind.cached_info().num_pending;
    let _ = stream.delete_consumer(&behind.cached_info().name).await;
    Ok(expected.saturating_sub(waiting))
}

/// Makes the consumer that is wanted, or finds the one that is shared.
pub(super) async fn make_consumer(
    stream: &Stream,
    wanted: &Wanted,
    deliver_policy: DeliverPolicy,
) -> anyhow::Result<PullConsumer> {
    // The server wants to know of which subjects the last message is meant.
    let filter_subjects = match (&wanted.start, wanted.subjects.is_empty()) {
        (Start::LastPerSubject, true) => vec![">".to_owned()],
        _ => wanted.subjects.clone(),
    };
    let config = pull::Config { deliver_policy, filter_subjects, ..pull::Config::default() };
    let Some(durable) = &wanted.durable else {
        let config = pull::Config {
            ack_policy: AckPolicy::None,
            memory_storage: true,
            num_replicas: 1,
            inactive_threshold: FORGOTTEN_AFTER,
            ..config
        };
        return stream
            .create_consumer(config)
            .await
            .map_err(|error| anyhow::anyhow!("failed to make a consumer of `{}`: {error}", wanted.stream));
    };
    let config = pull::Config {
        durable_name: Some(durable.name.clone()),
        ack_policy: AckPolicy::Explicit,
        ack_wait: durable.ack_wait,
        ..config
    };
    let filters = sorted(&config.filter_subjects);
    let consumer = stream.get_or_create_consumer(&durable.name, config).await.map_err(|error| {
        anyhow::anyhow!("failed to make the consumer `{}` of `{}`: {error}", durable.name, wanted.stream)
    })?;
    check_durable(&consumer.cached_info().config, &filters, durable, &wanted.start)
        .with_context(|| format!("the consumer `{}` is there already, and cannot be used", durable.name))?;
    Ok(consumer)
}

/// A consumer that somebody else made for another purpose is left alone.
fn check_durable(
    config: &consumer::Config,
    filters: &[String],
    durable: &Durable,
    start: &Start,
) -> anyhow::Result<()> {
    if config.ack_policy != AckPolicy::Explicit {
        bail!(
            "it wants no acknowledgement of each message, so a message would be lost with the process that has it"
        );
    }
    if config.max_deliver > 0 {
        bail!(
            "it delivers a message {} times at most, so one would be lost with the last process that has it",
            config.max_deliver
        );
    }
    if config.ack_wait != durable.ack_wait {
        bail!(
            "it waits {} for a judgement, and not {}: say so with --ack-wait, or delete it",
            humantime::format_duration(config.ack_wait),
            humantime::format_duration(durable.ack_wait)
        );
    }
    let begins_alike = match start {
        Start::Beginning => true,
        Start::Time(_) => matches!(config.deliver_policy, DeliverPolicy::ByStartTime { .. }),
        start => config.deliver_policy == deliver_policy(start),
    };
    if !begins_alike {
        bail!("it does not begin where this run is told to: leave that out, or name another one");
    }
    let mut present = config.filter_subjects.clone();
    if !config.filter_subject.is_empty() {
        present.push(config.filter_subject.clone());
    }
    let present = sorted(&present);
    if present != filters {
        bail!("it reads {present:?}, and not {filters:?}: name it otherwise, or delete it");
    }
    Ok(())
}

fn sorted(subjects: &[String]) -> Vec<String> {
    let mut sorted = subjects.to_vec();
    sorted.sort();
    sorted
}
