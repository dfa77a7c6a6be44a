//! NATS: how to connect, what the connection goes through, what to subscribe to.

mod connect;
mod context;
mod credentials;
mod failure;
mod journal;
mod message;
mod options;
mod pace;
mod partition;
mod permissions;
mod secret;
mod subjects;

pub(crate) use self::{
    connect::{CAPACITY, Connected, connect, runtime},
    context::NatsContext,
    journal::{Fatal, Journal},
    message::{from_core, now},
    options::{Authentication, Options, Tls},
    partition::{Partition, Share},
    permissions::Permissions,
    secret::Secret,
    subjects::{SubjectSelection, Subjects},
};
