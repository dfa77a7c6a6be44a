//! Identities of hosts and components: issued, rotated, revoked, expired.
//!
//! No released host tells of them; this plays how a host with our extension
//! would.

use std::num::NonZeroU64;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use lattice_event_model::Extra;
use lattice_events::{
    events::{
        IdentityExpired, IdentityIssueFailed, IdentityIssued, IdentityRevoked, IdentityRotateFailed,
        IdentityRotated, TrustAuthority, TrustBundleUpdated,
    },
    values::{
        HeldIdentity, Identity, IdentityErrorKind, IdentityFailure, IdentityPurpose, IdentitySourceApi,
        RevocationReason, RotationReason, SvidType, Timestamp, TrustBundleChange, WorkloadKind,
    },
};

use crate::{Simulation, actions::Action, publisher::From};

/// What happens to an identity, by its place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    /// A host learns which authorities it may trust.
    Bundle(usize),
    /// It could not be issued, and will be tried again.
    FailToIssue(usize),
    /// It is issued.
    Issue(usize),
    /// It could not be rotated, and will be tried again.
    FailToRotate(usize),
    /// It is rotated.
    Rotate(usize),
    /// It runs out.
    Expire(usize),
}

/// An identity over all its rotations.
#[derive(Debug, Clone)]
pub(crate) struct Chain {
    host: usize,
    application: Option<usize>,
    /// `None` until it was issued, and after it ended.
    held: Option<Identity>,
    chain_id: String,
}

const TRUST_DOMAIN: &str = "wasmcloud.dev";
/// Of X.509-SVIDs at pace 1. At another pace what events state is paced as well,
/// or identities would be rotated after their end. They are rotated at half of it, as SPIRE does.
const LIFETIME: TimeDelta = TimeDelta::minutes(10);
/// Of JWT-SVIDs, which hosts fetch when they connect.
const TOKEN_LIFETIME: TimeDelta = TimeDelta::minutes(5);

impl Simulation {
    /// A host fetches a token to connect, and learns its trust bundle.
    pub(crate) fn begin_host_identity(&mut self, host: usize) {
        let chain = self.add_chain(host, None);
        self.schedule.after(TimeDelta::milliseconds(40), Action::Identity(Step::Bundle(host)));
        self.schedule.after(TimeDelta::milliseconds(60), Action::Identity(Step::Issue(chain)));
        // Hosts fetch no new token before they connect again.
        let end = TOKEN_LIFETIME + TimeDelta::milliseconds(900);
        self.schedule.after(end, Action::Identity(Step::Expire(chain)));
    }

    /// A component gets a certificate when it has started; one of them only at
    /// the second try.
    pub(crate) fn begin_component_identity(&mut self, host: usize, application: usize) {
        let chain = self.add_chain(host, Some(application));
        let first = if application == 0 { Step::Issue(chain) } else { Step::FailToIssue(chain) };
        self.schedule.after(TimeDelta::seconds(1), Action::Identity(first));
    }

    /// A component was stopped: its identity is withdrawn.
    pub(crate) fn end_component_identity(&mut self, application: usize) {
        let chain = self.identities.iter().position(|chain| chain.application == Some(application));
        if let Some(chain) = chain {
            self.revoke(chain);
        }
    }

    /// A host stops, and with it every workload that it holds identities for.
    pub(crate) fn end_host_identity(&mut self, host: usize) {
        let chains: Vec<usize> =
            (0..self.identities.len()).filter(|chain| self.identities[*chain].host == host).collect();
        for chain in chains {
            self.revoke(chain);
        }
    }

    pub(crate) fn identity(&mut self, step: Step) {
        match step {
            Step::Bundle(host) => self.update_bundle(host),
            Step::FailToIssue(chain) => self.fail_to_issue(chain),
            Step::Issue(chain) => self.issue(chain),
            Step::FailToRotate(chain) => self.fail_to_rotate(chain),
            Step::Rotate(chain) => self.rotate(chain),
            Step::Expire(chain) => self.expire(chain),
        }
    }

    fn add_chain(&mut self, host: usize, application: Option<usize>) -> usize {
        let chain_id = self.random.uuid();
        self.identities.push(Chain { host, application, held: None, chain_id });
        self.identities.len() - 1
    }

    fn update_bundle(&mut self, host: usize) {
        let key = self.key(host);
        let authority = TrustAuthority {
            id: self.random.hex(32),
            subject_key_id: None,
            expires_at: Some(self.text(self.schedule.now() + self.schedule.paced(TimeDelta::hours(24)))),
            extra: Extra::none(),
        };
        let updated = TrustBundleUpdated {
            host_id: key.as_str().into(),
            trust_domain: TRUST_DOMAIN.into(),
            svid_type: SvidType::X509,
            federated: false,
            change: TrustBundleChange::Added,
            sequence: Some(1),
            refresh_hint_seconds: Some(300),
            authorities: Some(vec![authority.clone()]),
            added: Some(vec![authority]),
            removed: None,
            extra: Extra::none(),
        };
        self.publish(From::HostWithSchema(&key), &updated);
    }

    fn fail_to_issue(&mut self, chain: usize) {
        let Some(Chain { host, application: Some(application), .. }) = self.identities.get(chain).cloned()
        else {
            return;
        };
        let key = self.key(host);
        let workload = self.applications[application].component_id();
        let failed = IdentityIssueFailed {
            host_id: key.as_str().into(),
            workload_kind: WorkloadKind::Component,
            spiffe_id: Some(spiffe_id("component", &workload).into()),
            workload_id: Some(workload),
            svid_type: SvidType::X509,
            audience: None,
            failure: self.failure(IdentityErrorKind::PermissionDenied, "no registration entry matches"),
            extra: Extra::none(),
        };
        self.publish(From::HostWithSchema(&key), &failed);
        self.schedule.after(TimeDelta::seconds(5), Action::Identity(Step::Issue(chain)));
    }

    fn issue(&mut self, index: usize) {
        let Some(chain) = self.identities.get(index).cloned() else { return };
        if !self.hosts[chain.host].is_running() {
            return;
        }
        let identity = self.new_identity(&chain, NonZeroU64::MIN);
        let key = self.key(chain.host);
        self.publish(From::HostWithSchema(&key), &IdentityIssued::new(identity.clone()));
        self.identities[index].held = Some(identity);
        if chain.application.is_some() {
            // The first component's rotation works at once, the others' at the second try.
            let half = LIFETIME / 2;
            let next = if index % 2 == 1 { Step::Rotate(index) } else { Step::FailToRotate(index) };
            self.schedule.after(half, Action::Identity(next));
        }
    }

    fn fail_to_rotate(&mut self, index: usize) {
        let Some((host, held)) = self.held(index) else { return };
        let key = self.key(host);
        let failed = IdentityRotateFailed {
            identity: HeldIdentity::from(&held),
            failure: self.failure(IdentityErrorKind::EndpointUnavailable, "the workload API does not answer"),
            extra: Extra::none(),
        };
        self.publish(From::HostWithSchema(&key), &failed);
        self.schedule.after(TimeDelta::seconds(15), Action::Identity(Step::Rotate(index)));
    }

    fn rotate(&mut self, index: usize) {
        let Some((host, held)) = self.held(index) else { return };
        let chain = self.identities[index].clone();
        let generation = held.generation.saturating_add(1);
        let identity = self.new_identity(&chain, generation);
        let rotated = IdentityRotated {
            identity: identity.clone(),
            previous_serial_number: held.serial_number,
            previous_token_id: held.token_id,
            previous_fingerprint_sha256: held.fingerprint_sha256,
            previous_public_key_sha256: held.public_key_sha256,
            previous_expires_at: held.expires_at,
            reason: RotationReason::Scheduled,
            extra: Extra::none(),
        };
        let key = self.key(host);
        self.publish(From::HostWithSchema(&key), &rotated);
        self.identities[index].held = Some(identity);
        self.schedule.after(LIFETIME / 2, Action::Identity(Step::Rotate(index)));
    }

    fn expire(&mut self, index: usize) {
        let Some((host, held)) = self.held(index) else { return };
        let expired = IdentityExpired {
            expired_at: held.expires_at.clone(),
            identity: HeldIdentity::from(&held),
            in_use: true,
            last_error: None,
            extra: Extra::none(),
        };
        let key = self.key(host);
        self.publish(From::HostWithSchema(&key), &expired);
        self.identities[index].held = None;
    }

    fn revoke(&mut self, index: usize) {
        let Some((host, held)) = self.held(index) else { return };
        let revoked = IdentityRevoked {
            identity: HeldIdentity::from(&held),
            revoked_at: self.text(self.schedule.now()),
            reason: RevocationReason::CessationOfOperation,
            initiating_entity: None,
            extra: Extra::none(),
        };
        let key = self.key(host);
        self.publish(From::HostWithSchema(&key), &revoked);
        self.identities[index].held = None;
    }

    fn held(&self, index: usize) -> Option<(usize, Identity)> {
        let chain = self.identities.get(index)?;
        Some((chain.host, chain.held.clone()?))
    }

    fn failure(&mut self, kind: IdentityErrorKind, error: &str) -> IdentityFailure {
        let now = self.schedule.now();
        IdentityFailure {
            error: error.to_owned(),
            error_kind: kind,
            attempted_at: self.text(now),
            grpc_code: None,
            attempt: Some(NonZeroU64::MIN),
            retry_at: Some(self.text(now + self.schedule.paced(TimeDelta::seconds(5)))),
            source_api: Some(IdentitySourceApi::DelegatedIdentity),
        }
    }

    fn new_identity(&mut self, chain: &Chain, generation: NonZeroU64) -> Identity {
        let now = self.schedule.now();
        let host = self.key(chain.host);
        let component = chain.application.map(|application| self.applications[application].component_id());
        let id = match &component {
            Some(component) => spiffe_id("component", component),
            None => spiffe_id("host", &host),
        };
        let (kind, svid_type, lifetime) = match component {
            Some(_) => (WorkloadKind::Component, SvidType::X509, LIFETIME),
            None => (WorkloadKind::Host, SvidType::Jwt, TOKEN_LIFETIME),
        };
        let mut identity = Identity::new(
            host.as_str().into(),
            kind,
            id.into(),
            svid_type.clone(),
            self.text(now),
            self.text(now + self.schedule.paced(lifetime)),
            generation,
        );
        identity.trust_domain = Some(TRUST_DOMAIN.into());
        identity.identity_chain_id = Some(chain.chain_id.as_str().into());
        if svid_type == SvidType::X509 {
            identity.workload_id = component;
            identity.serial_number = Some(format!("4a{}", self.random.hex(7)).into());
            identity.fingerprint_sha256 = Some(self.random.hex(32).into());
            identity.public_key_sha256 = Some(self.random.hex(32).into());
            identity.not_before = Some(self.text(now - self.schedule.paced(TimeDelta::seconds(10))));
            identity.source_api = Some(IdentitySourceApi::DelegatedIdentity);
            identity.purposes = Some(vec![IdentityPurpose::Mtls]);
        } else {
            identity.audience = Some(vec![format!("spiffe://{TRUST_DOMAIN}/auth-callout")]);
            identity.key_id = Some(self.random.hex(4));
            identity.source_api = Some(IdentitySourceApi::WorkloadApi);
            identity.purposes = Some(vec![IdentityPurpose::NatsAuth]);
        }
        identity
    }

    /// A time in an event. Where the lattice lives faster than its clock, an
    /// identity may be shorter than a second.
    fn text(&self, time: DateTime<Utc>) -> Timestamp {
        let precision = if self.options.pace > 1.0 { SecondsFormat::Nanos } else { SecondsFormat::Secs };
        time.to_rfc3339_opts(precision, true).into()
    }
}

fn spiffe_id(kind: &str, name: &str) -> String {
    format!("spiffe://{TRUST_DOMAIN}/{kind}/{name}")
}
