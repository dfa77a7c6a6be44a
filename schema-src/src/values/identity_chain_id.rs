use lattice_event_model::text_value;

text_value! {
    /// What an identity and all its rotations have in common: a UUID (RFC 9562)
    /// in lower case.
    pub struct IdentityChainId;
    kind: "a UUID";
    check: |text| {
        let groups: Vec<&str> = text.split('-').collect();
        if groups.iter().map(|group| group.len()).collect::<Vec<_>>() != [8, 4, 4, 4, 12] {
            return Err("it is not 8, 4, 4, 4 and 12 digits joined by `-`".to_owned());
        }
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Err("it is not in lower case".to_owned());
        }
        if groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit())) {
            Ok(())
        } else {
            Err("it contains something else than hexadecimal digits".to_owned())
        }
    };
    strict: { "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$" };
    format: "uuid";
    examples: ["0195a0b1-c2d3-4e5f-8091-0000000000a1"];
}
