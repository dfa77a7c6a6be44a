//! What can happen in the simulated lattice, and what is published then.

use chrono::TimeDelta;
use lattice_event_model::Extra;
use lattice_events::events::{
    ComponentScaleFailed, ComponentScaled, ConfigDeleted, ConfigSet, HealthCheckFailed, HealthCheckPassed,
    HealthCheckStatus, LinkdefDeleted, LinkdefSetFailed, ManifestUnpublished, ProviderStartFailed,
    ProviderStarted, ProviderStopped,
};

use crate::{Simulation, application::Application, publisher::From};

/// Something that happens at a time of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Action {
    /// A host starts.
    StartHost(usize),
    /// A host reports what runs on it, and will again.
    Heartbeat(usize),
    /// wadm deploys the applications.
    Deploy,
    /// A host checks the provider of an application, for the nth time.
    CheckHealth { host: usize, application: usize, nth: u32 },
    /// Somebody changes a label of a host.
    ChangeLabel(usize),
    /// An application gets more or fewer instances.
    Rescale(usize),
    /// Somebody asks for things that cannot be.
    Misuse,
    /// A workload gets an identity; how it goes on, see `identity`.
    Identity(crate::identity::Step),
    /// wadm takes an application back.
    Undeploy(usize),
    /// A host stops.
    StopHost(usize),
}

const HEARTBEAT: TimeDelta = TimeDelta::seconds(30);
const HEALTH_CHECK: TimeDelta = TimeDelta::seconds(30);

impl Simulation {
    pub(crate) fn play(&mut self, action: Action) {
        match action {
            Action::StartHost(host) => self.start_host(host),
            Action::Heartbeat(host) => self.heartbeat(host),
            Action::Deploy => self.deploy(),
            Action::CheckHealth { host, application, nth } => self.check_health(host, application, nth),
            Action::ChangeLabel(host) => self.change_label(host),
            Action::Rescale(application) => self.rescale(application),
            Action::Misuse => self.misuse(),
            Action::Identity(step) => self.identity(step),
            Action::Undeploy(application) => self.undeploy(application),
            Action::StopHost(host) => self.stop_host(host),
        }
    }

    /// The key of a host, kept apart so that events can be published from it.
    pub(crate) fn key(&self, host: usize) -> String {
        self.hosts.get(host).map(|host| host.key.clone()).unwrap_or_default()
    }

    fn start_host(&mut self, index: usize) {
        let now = self.schedule.now();
        let Some(host) = self.hosts.get_mut(index) else { return };
        let started = host.start(now);
        let key = self.key(index);
        self.publish(From::Host(&key), &started);
        self.schedule.after(TimeDelta::seconds(10), Action::Heartbeat(index));
        let lifetime = self.options.duration - TimeDelta::seconds(index as i64);
        self.schedule.after(lifetime, Action::StopHost(index));
        self.begin_host_identity(index);
    }

    fn heartbeat(&mut self, index: usize) {
        let now = self.schedule.now();
        let Some(host) = self.hosts.get(index).filter(|host| host.is_running()) else { return };
        let heartbeat = host.heartbeat(now);
        let key = self.key(index);
        self.publish(From::Host(&key), &heartbeat);
        self.schedule.after(HEARTBEAT, Action::Heartbeat(index));
    }

    /// wadm publishes a manifest, and hosts carry it out.
    fn deploy(&mut self) {
        for index in 0..self.applications.len() {
            if let Ok(manifest) = self.applications[index].manifest() {
                self.publish(From::Wadm, &manifest);
            }
            self.schedule.pass(TimeDelta::milliseconds(20));
            let host = index % self.hosts.len();
            let key = self.key(host);
            let application = &self.applications[index];
            let config = ConfigSet::new(application.config_name());
            let link = application.link();
            let started = provider_started(application, &key);
            let annotations = application.annotations();
            let provider = (application.provider_id(), application.provider_image_on_host);
            let instances = application.instances;
            self.publish(From::Host(&key), &config);
            self.hosts[host].run_provider(&provider.0, provider.1, &annotations);
            self.publish(From::Host(&key), &started);
            self.scale(host, index, instances);
            self.publish(From::Host(&key), &link);
            self.schedule
                .after(TimeDelta::seconds(5), Action::CheckHealth { host, application: index, nth: 0 });
            self.begin_component_identity(host, index);
        }
        let half = self.options.duration / 2;
        self.schedule.after(half / 3, Action::ChangeLabel(0));
        self.schedule.after(half / 2, Action::Rescale(0));
        self.schedule.after(half / 2 + TimeDelta::seconds(20), Action::Misuse);
        let end = self.options.duration - TimeDelta::seconds(40);
        self.schedule.after(end, Action::Undeploy(self.applications.len() - 1));
    }

    /// The first start of a component is told twice, as hosts do.
    fn scale(&mut self, host: usize, application: usize, instances: u64) {
        let key = self.key(host);
        let application = &self.applications[application];
        let scaled = ComponentScaled {
            annotations: application.annotations(),
            claims: None,
            component_id: application.component_id(),
            host_id: key.as_str().into(),
            image_ref: application.component_image.into(),
            max_instances: instances,
            public_key: None,
            extra: Extra::none(),
        };
        let image = application.component_image;
        let is_new = self.hosts[host].scale(&scaled.component_id, image, &scaled.annotations, instances);
        for _ in 0..if is_new { 2 } else { 1 } {
            self.publish(From::Host(&key), &scaled);
        }
    }

    /// The provider is well from the first check on, but for one bad moment.
    fn check_health(&mut self, host: usize, application: usize, nth: u32) {
        let id = self.applications[application].provider_id();
        let runs = self.hosts[host].is_running()
            && self.hosts[host].providers.iter().any(|provider| provider.id == id);
        // Providers that are built into the host are never checked.
        if !runs || self.applications[application].provider_image.starts_with("wasmcloud+builtin://") {
            return;
        }
        let key = self.key(host);
        match nth {
            0 | 6 => self.publish(From::Host(&key), &HealthCheckPassed::new(key.as_str(), id)),
            5 => self.publish(From::Host(&key), &HealthCheckFailed::new(key.as_str(), id)),
            _ => self.publish(From::Host(&key), &HealthCheckStatus::new(key.as_str(), id)),
        }
        self.schedule.after(HEALTH_CHECK, Action::CheckHealth { host, application, nth: nth + 1 });
    }

    fn change_label(&mut self, index: usize) {
        let changed = self.hosts[index].set_label("maintenance", "");
        let key = self.key(index);
        self.publish(From::Host(&key), &changed);
    }

    fn rescale(&mut self, application: usize) {
        let instances = self.applications[application].instances + 1 + self.random.below(20);
        self.scale(application % self.hosts.len(), application, instances);
    }

    fn misuse(&mut self) {
        let host = self.hosts.len() - 1;
        let key = self.key(host);
        let application = &self.applications[0];
        let missing = "ghcr.io/wasmcloud/components/no-such-component:0.1.0";
        let scale_failed = ComponentScaleFailed {
            annotations: application.annotations(),
            component_id: application.component_id(),
            error: "failed to fetch component: image not found".to_owned(),
            host_id: key.as_str().into(),
            image_ref: missing.into(),
            max_instances: 1,
            public_key: None,
            extra: Extra::none(),
        };
        let mut link = application.link();
        link.target = "somebody-else".to_owned();
        let link_failed = LinkdefSetFailed::new(link, "link already exists with different target");
        let start_failed = provider_start_failed(application, &key);
        self.publish(From::Host(&key), &scale_failed);
        self.publish(From::Host(&key), &start_failed);
        self.publish(From::Host(&key), &link_failed);
    }

    fn undeploy(&mut self, index: usize) {
        self.publish(From::Wadm, &ManifestUnpublished::new(self.applications[index].name));
        self.schedule.pass(TimeDelta::milliseconds(15));
        let host = index % self.hosts.len();
        let key = self.key(host);
        let application = &self.applications[index];
        let link = application.link();
        let deleted = LinkdefDeleted {
            interfaces: Some(link.interfaces),
            name: link.name,
            source_id: link.source_id,
            target: Some(link.target),
            wit_namespace: link.wit_namespace,
            wit_package: link.wit_package,
            extra: Extra::none(),
        };
        let config = ConfigDeleted::new(application.config_name());
        let stopped = provider_stopped(application, &key);
        let id = application.provider_id();
        self.publish(From::Host(&key), &deleted);
        self.scale(host, index, 0);
        self.end_component_identity(index);
        self.hosts[host].providers.retain(|provider| provider.id != id);
        self.publish(From::Host(&key), &stopped);
        self.publish(From::Host(&key), &config);
    }

    fn stop_host(&mut self, index: usize) {
        self.end_host_identity(index);
        let stopped = self.hosts[index].stop();
        let key = self.key(index);
        self.publish(From::Host(&key), &stopped);
    }
}

// Hosts still fill the fields that they inherited, so the simulation does.
#[expect(deprecated, reason = "hosts still send these fields")]
fn provider_started(application: &Application, host: &str) -> ProviderStarted {
    ProviderStarted {
        annotations: application.annotations(),
        claims: None,
        host_id: host.into(),
        image_ref: application.provider_image_on_host.into(),
        instance_id: None,
        link_name: None,
        provider_id: application.provider_id(),
        public_key: None,
        extra: Extra::none(),
    }
}

#[expect(deprecated, reason = "hosts still send this field")]
fn provider_start_failed(application: &Application, host: &str) -> ProviderStartFailed {
    ProviderStartFailed {
        error: "provider is already running".to_owned(),
        host_id: Some(host.into()),
        link_name: "default".to_owned(),
        provider_id: application.provider_id(),
        provider_ref: application.provider_image.into(),
        extra: Extra::none(),
    }
}

#[expect(deprecated, reason = "hosts still send these fields")]
fn provider_stopped(application: &Application, host: &str) -> ProviderStopped {
    ProviderStopped {
        annotations: application.annotations(),
        host_id: host.into(),
        instance_id: application.provider_id(),
        link_name: "default".to_owned(),
        provider_id: application.provider_id(),
        public_key: application.provider_id(),
        reason: "stop".to_owned(),
        extra: Extra::none(),
    }
}
