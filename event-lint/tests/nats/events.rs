//! Events to publish.

/// The source of all of them.
pub(crate) const SOURCE: &str = "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS";

/// The subject of `config_set` in the lattice `default`.
pub(crate) const SUBJECT: &str = "wasmbus.evt.default.config_set";

/// An event against which there is nothing to say.
pub(crate) fn good(number: usize) -> Vec<u8> {
    event(number, &format!(r#"{{"config_name":"default-http-{number}"}}"#))
}

/// An event whose data is not what its schema says: one finding of severity error.
pub(crate) fn bad(number: usize) -> Vec<u8> {
    event(number, &format!(r#"{{"config_name":{number}}}"#))
}

/// A good event of about so many bytes.
pub(crate) fn large(number: usize, bytes: usize) -> Vec<u8> {
    event(number, &format!(r#"{{"config_name":"{number}-{}"}}"#, "x".repeat(bytes)))
}

/// It has no time: any would be too late by the time that a test runs.
fn event(number: usize, data: &str) -> Vec<u8> {
    format!(
        r#"{{"specversion":"1.0","id":"0195a0b1-c2d3-4e5f-8091-{number:012}","type":"com.wasmcloud.lattice.config_set","source":"{SOURCE}","datacontenttype":"application/json","data":{data}}}"#
    )
    .into_bytes()
}
