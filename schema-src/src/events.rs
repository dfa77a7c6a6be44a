//! The events, one file each.

use lattice_event_model::{CloudEvent, EventEntry, ParseError, UnknownEvent, message::Headers};
use serde_json::Value;

/// Declares the modules, the list and the enum of the events.
macro_rules! catalog {
    ($($module:ident :: $event:ident,)+) => {
        $(
            mod $module;
            pub use self::$module::*;
        )+

        /// Calls a macro with the list of the events, `module::Struct` each, for
        /// code that needs every event as a type.
        ///
        /// ```
        /// macro_rules! names {
        ///     ($($module:ident :: $event:ident,)+) => { [$(stringify!($event)),+] };
        /// }
        /// assert!(lattice_events::with_events!(names).contains(&"HostStarted"));
        /// ```
        #[macro_export]
        macro_rules! with_events {
            ($callback:ident) => { $callback! { $($module :: $event,)+ } };
        }

        /// The events of the catalogue, grouped by family.
        pub const ALL: &[EventEntry] = &[$(EventEntry::of::<$event>(stringify!($event))),+];

        /// An event of a lattice, read from a message.
        ///
        /// Types that this version does not know are [`LatticeEvent::Unknown`],
        /// with everything that was in the message.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum LatticeEvent {
            $(
                #[doc = concat!("An event whose data is [`", stringify!($event), "`].")]
                $event(CloudEvent<$event>),
            )+
            /// An event of a type that this version does not know.
            Unknown(UnknownEvent),
        }

        impl LatticeEvent {
            /// Gives the data of an event its type.
            ///
            /// # Errors
            ///
            /// [`ParseError::Shape`], if the type is known and the data does not fit.
            pub fn from_event(event: UnknownEvent) -> Result<Self, ParseError> {
                $(
                    if is_type::<$event>(&event.event_type) {
                        return event.with_data().map(Self::$event);
                    }
                )+
                Ok(Self::Unknown(event))
            }

            /// The CloudEvents `type`.
            pub fn event_type(&self) -> &str {
                match self {
                    $(Self::$event(event) => &event.event_type,)+
                    Self::Unknown(event) => &event.event_type,
                }
            }

            /// The event as JSON, as it was read: nothing is lost.
            ///
            /// # Errors
            ///
            /// Those of serde; events that were read have none.
            pub fn to_value(&self) -> Result<Value, serde_json::Error> {
                match self {
                    $(Self::$event(event) => serde_json::to_value(event),)+
                    Self::Unknown(event) => serde_json::to_value(event),
                }
            }
        }
    };
}

catalog! {
    host_started::HostStarted,
    host_heartbeat::HostHeartbeat,
    labels_changed::LabelsChanged,
    host_stopped::HostStopped,
    component_scaled::ComponentScaled,
    component_scale_failed::ComponentScaleFailed,
    provider_started::ProviderStarted,
    provider_start_failed::ProviderStartFailed,
    provider_stopped::ProviderStopped,
    health_check_passed::HealthCheckPassed,
    health_check_failed::HealthCheckFailed,
    health_check_status::HealthCheckStatus,
    linkdef_set::LinkdefSet,
    linkdef_set_failed::LinkdefSetFailed,
    linkdef_deleted::LinkdefDeleted,
    config_set::ConfigSet,
    config_deleted::ConfigDeleted,
    manifest_published::ManifestPublished,
    manifest_unpublished::ManifestUnpublished,
    identity_issued::IdentityIssued,
    identity_rotated::IdentityRotated,
    identity_issue_failed::IdentityIssueFailed,
    identity_rotate_failed::IdentityRotateFailed,
    identity_expired::IdentityExpired,
    identity_revoked::IdentityRevoked,
    trust_bundle_updated::TrustBundleUpdated,
}

impl LatticeEvent {
    /// Reads the payload of a message in structured mode.
    ///
    /// # Errors
    ///
    /// [`ParseError`], if the bytes are no JSON, are no CloudEvent, or have a
    /// known type and data that does not fit it.
    pub fn from_slice(payload: &[u8]) -> Result<Self, ParseError> {
        Self::from_event(UnknownEvent::from_slice(payload)?)
    }

    /// Reads a message of NATS in structured or binary mode, whichever its headers
    /// show.
    ///
    /// # Errors
    ///
    /// As [`from_slice`](Self::from_slice), and if the message is a batch, or has
    /// another format than JSON.
    pub fn from_message(headers: &Headers, payload: &[u8]) -> Result<Self, ParseError> {
        Self::from_event(UnknownEvent::from_message(headers, payload)?)
    }
}

fn is_type<E: lattice_event_model::Event>(event_type: &str) -> bool {
    let prefix = E::DEFINITION.family.publisher.type_prefix;
    event_type.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('.')) == Some(E::DEFINITION.name)
}
