//! A host of the lattice.

use chrono::{DateTime, TimeDelta, Utc};
use lattice_event_model::{Extra, Nullable};
use lattice_events::{
    events::{HeartbeatComponent, HeartbeatProvider, HostHeartbeat, HostStarted, HostStopped, LabelsChanged},
    values::{Annotations, Labels},
};
use nkeys::KeyPairType;

use crate::random::Random;

const ADJECTIVES: &[&str] = &["amber", "brisk", "calm", "dusty", "eager", "fuzzy", "gentle", "hidden"];
const NOUNS: &[&str] = &["acorn", "breeze", "canyon", "dune", "ember", "fjord", "grove", "harbor"];
const ZONES: &[&str] = &["eu-1", "eu-2", "us-1"];

/// The version that every host of the simulation has.
const VERSION: &str = "1.9.2";

/// A host: who it is and what runs on it.
#[derive(Debug)]
pub(crate) struct Host {
    pub(crate) key: String,
    name: String,
    labels: Labels,
    started: Option<DateTime<Utc>>,
    pub(crate) components: Vec<HeartbeatComponent>,
    pub(crate) providers: Vec<HeartbeatProvider>,
}

impl Host {
    pub(crate) fn new(random: &mut Random) -> Self {
        let name = format!("{}-{}-{:04}", random.pick(ADJECTIVES), random.pick(NOUNS), random.below(10_000));
        let labels = [
            ("hostcore.arch", "x86_64"),
            ("hostcore.os", "linux"),
            ("hostcore.osfamily", "unix"),
            ("zone", *random.pick(ZONES)),
        ];
        Self {
            key: random.public_key(KeyPairType::Server),
            name,
            labels: labels.map(|(key, value)| (key.to_owned(), value.to_owned())).into(),
            started: None,
            components: Vec::new(),
            providers: Vec::new(),
        }
    }

    pub(crate) fn is_running(&self) -> bool {
        self.started.is_some()
    }

    pub(crate) fn start(&mut self, now: DateTime<Utc>) -> HostStarted {
        self.started = Some(now);
        HostStarted {
            id: None,
            friendly_name: self.name.clone(),
            labels: self.labels.clone(),
            uptime_seconds: 0,
            version: VERSION.into(),
            extra: Extra::none(),
        }
    }

    pub(crate) fn stop(&mut self) -> HostStopped {
        self.started = None;
        HostStopped { labels: self.labels.clone(), extra: Extra::none() }
    }

    pub(crate) fn heartbeat(&self, now: DateTime<Utc>) -> HostHeartbeat {
        let uptime = self.started.map_or(TimeDelta::zero(), |started| now - started);
        let seconds = uptime.num_seconds().max(0) as u64;
        let uptime_human =
            if seconds < 60 { format!("{seconds}s") } else { format!("{}m {}s", seconds / 60, seconds % 60) };
        HostHeartbeat {
            components: self.components.clone(),
            friendly_name: self.name.clone(),
            host_id: self.key.as_str().into(),
            labels: self.labels.clone(),
            providers: self.providers.clone(),
            uptime_human,
            uptime_seconds: seconds,
            version: VERSION.into(),
            extra: Extra::none(),
        }
    }

    pub(crate) fn set_label(&mut self, key: &str, value: &str) -> LabelsChanged {
        self.labels.insert(key.to_owned(), value.to_owned());
        LabelsChanged { host_id: self.key.as_str().into(), labels: self.labels.clone(), extra: Extra::none() }
    }

    /// Notes a component with so many instances; 0 takes it away. Whether it is new.
    pub(crate) fn scale(&mut self, id: &str, image: &str, annotations: &Annotations, instances: u64) -> bool {
        let is_new = !self.components.iter().any(|component| component.id == id);
        self.components.retain(|component| component.id != id);
        if instances > 0 {
            self.components.push(HeartbeatComponent {
                annotations: Some(annotations.clone()),
                id: id.to_owned(),
                image_ref: image.into(),
                limits: Some(Nullable::Null),
                max_instances: instances,
                name: None,
                revision: 0,
                extra: Extra::none(),
            });
        }
        is_new && instances > 0
    }

    /// Notes a provider.
    pub(crate) fn run_provider(&mut self, id: &str, image: &str, annotations: &Annotations) {
        self.providers.push(HeartbeatProvider {
            annotations: Some(annotations.clone()),
            id: id.to_owned(),
            image_ref: Some(image.into()),
            name: None,
            revision: 0,
            extra: Extra::none(),
        });
    }
}
