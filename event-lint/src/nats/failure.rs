//! Why no connection came about, in words that say what to do.

use std::{error::Error, io};

use async_nats::{
    ConnectError, ConnectErrorKind, ServerError,
    rustls::{self, AlertDescription, CertificateError},
};
use lattice_linter::Quoted;

use super::{Authentication, Options, credentials::CredentialsError};

/// Says why a server could not be connected to. Nothing secret is in it.
pub(super) fn explain(error: &ConnectError, options: &Options) -> String {
    if let Some(refusal) = cause::<ServerError>(error) {
        return match refusal {
            ServerError::AuthorizationViolation => unauthorized(&options.authentication),
            other => {
                let text = other.to_string();
                format!("the server says {}", Quoted(text.trim_start_matches("nats: ")))
            }
        };
    }
    if let Some(error) = cause::<rustls::Error>(error) {
        return explain_tls(error, options);
    }
    if let Some(error) = cause::<CredentialsError>(error) {
        return error.in_full();
    }
    match error.kind() {
        ConnectErrorKind::AuthorizationViolation => unauthorized(&options.authentication),
        ConnectErrorKind::TimedOut if options.tls.first => {
            format!("no answer within {} s: {NO_SERVER}, or one that does not begin with TLS", seconds())
        }
        ConnectErrorKind::TimedOut => {
            format!("no answer within {} s: {NO_SERVER}, or one that wants {TLS_FIRST}", seconds())
        }
        ConnectErrorKind::Io => explain_io(error),
        _ => error.to_string(),
    }
}

const NO_SERVER: &str = "perhaps it is no NATS server";
const TLS_FIRST: &str = "TLS before anything else (--tls-first)";

fn seconds() -> u64 {
    super::connect::PATIENCE.as_secs()
}

fn explain_io(error: &ConnectError) -> String {
    let Some(cause) = cause::<io::Error>(error) else {
        // The client says so without a cause of a type.
        return format!(
            "the connection was closed before it began: {NO_SERVER}, or one that wants {TLS_FIRST}"
        );
    };
    match cause.kind() {
        io::ErrorKind::ConnectionRefused => format!("{cause}; no server listens there"),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::Other => {
            format!("what came is no NATS: {NO_SERVER}, or one that wants {TLS_FIRST}")
        }
        io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe | io::ErrorKind::UnexpectedEof => {
            format!(
                "the connection was closed before it began ({cause}): {NO_SERVER}, or TLS is not what it wants"
            )
        }
        _ => cause.to_string(),
    }
}

fn unauthorized(authentication: &Authentication) -> String {
    let mut given: Vec<String> = Vec::new();
    if let Some(path) = &authentication.creds {
        given.push(format!("the credentials in `{}`", path.display()));
    }
    if let Some(path) = &authentication.nkey {
        given.push(format!("the key in `{}`", path.display()));
    }
    if authentication.user.is_some() {
        given.push("the user and the password".to_owned());
    }
    if authentication.token.is_some() {
        given.push("the token".to_owned());
    }
    if given.is_empty() {
        return "authorization violation: the server wants to know who connects; give --creds, --nkey, --user and --password, or --token".to_owned();
    }
    format!("authorization violation: the server does not accept {}", given.join(" and "))
}

fn explain_tls(error: &rustls::Error, options: &Options) -> String {
    use rustls::Error;
    let what_to_do = match error {
        Error::InvalidCertificate(CertificateError::UnknownIssuer) => match &options.tls.authority {
            None => "name the authority that signed it with --tls-ca".to_owned(),
            Some(path) => format!("no authority in `{}` signed it", path.display()),
        },
        Error::InvalidCertificate(
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
        ) => "connect by a name that stands in it".to_owned(),
        Error::AlertReceived(
            AlertDescription::CertificateRequired
            | AlertDescription::BadCertificate
            | AlertDescription::HandshakeFailure,
        ) if options.tls.certificate.is_none() => {
            "the server wants a certificate of this client: give --tls-cert and --tls-key".to_owned()
        }
        Error::AlertReceived(_) if options.tls.certificate.is_some() => {
            "the server does not accept the certificate of this client".to_owned()
        }
        Error::InvalidMessage(_) => {
            "the server does not speak TLS: leave it out, or connect to another port".to_owned()
        }
        _ => return format!("TLS failed: {error}"),
    };
    format!("TLS failed: {error}; {what_to_do}")
}

/// The first cause of a type. What stands in an error of input and output is
/// not one of its sources, so it is looked for there too.
fn cause<T: Error + 'static>(error: &ConnectError) -> Option<&T> {
    let mut next = error.source();
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = match inner {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use std::io;

    use async_nats::{
        ConnectError, ConnectErrorKind,
        rustls::{self, CertificateError},
    };

    use super::explain;
    use crate::nats::{Authentication, Options, Tls};

    fn options(authentication: Authentication) -> Options {
        Options {
            servers: vec!["nats://h:1".parse().unwrap()],
            authentication,
            tls: Tls::default(),
            inbox_prefix: None,
            jetstream_domain: None,
        }
    }

    #[test]
    fn causes_deep_inside_are_found() {
        let inner = rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer);
        let error = io::Error::new(io::ErrorKind::InvalidData, io::Error::other(inner));
        let error = ConnectError::with_source(ConnectErrorKind::Io, error);
        let text = explain(&error, &options(Authentication::default()));
        assert!(text.contains("UnknownIssuer") && text.contains("--tls-ca"), "{text}");
    }

    #[test]
    fn what_was_tried_is_named_and_not_shown() {
        let error = ConnectError::new(ConnectErrorKind::AuthorizationViolation);
        let tried = Authentication {
            user: Some("me".to_owned()),
            password: Some("hidden".into()),
            token: Some("hidden".into()),
            ..Authentication::default()
        };
        let text = explain(&error, &options(tried));
        assert!(text.contains("the user and the password and the token"), "{text}");
        assert!(!text.contains("hidden"), "{text}");
        assert!(explain(&error, &options(Authentication::default())).contains("--creds"));
    }
}
