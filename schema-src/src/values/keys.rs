use lattice_event_model::text_value;

/// Checks the prefix and the checksum of a public nkey.
fn check(text: &str, prefix: char) -> Result<(), String> {
    if !text.starts_with(prefix) {
        return Err(format!("it does not begin with `{prefix}`"));
    }
    if text.len() != 56 {
        return Err(format!("it has {} characters, a public key has 56", text.chars().count()));
    }
    nkeys::KeyPair::from_public_key(text).map(|_| ()).map_err(|_| "its checksum does not match".to_owned())
}

text_value! {
    /// The public key of a host, and thus its name in the lattice: an nkey that
    /// begins with `N`.
    pub struct HostId;
    kind: "a host key";
    check: |text| check(text, 'N');
    strict: { "pattern": "^N[A-Z2-7]{55}$" };
    examples: ["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"];
}

text_value! {
    /// The public key of a signed component: an nkey that begins with `M`.
    pub struct ComponentKey;
    kind: "a component key";
    check: |text| check(text, 'M');
    strict: { "pattern": "^M[A-Z2-7]{55}$" };
    examples: ["MAMKSILB2PY5O5KBJUOVDRDYG7YM3QBYU5KZIRGGYVRM6MYOIIEJOGTX"];
}

text_value! {
    /// The public key of the account that signed a component or provider: an
    /// nkey that begins with `A`.
    pub struct AccountKey;
    kind: "an account key";
    check: |text| check(text, 'A');
    strict: { "pattern": "^A[A-Z2-7]{55}$" };
    examples: ["ADIMTNCPP6HVAUTGWWVIFIH3YX3QXOCCX7XVIIPKTBU6DX2TC7TWV6FF"];
}
