//! JSON pointers (RFC 6901).

use serde_json::Value;

/// Escapes one member name for use in a pointer.
pub fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// Undoes [`escape`].
pub fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

/// The value that a pointer leads to. The same as [`Value::pointer`], but without
/// taking memory for pointers that need no unescaping.
pub fn find<'v>(root: &'v Value, pointer: &str) -> Option<&'v Value> {
    if pointer.contains('~') {
        return root.pointer(pointer);
    }
    let mut tokens = pointer.split('/');
    if tokens.next() != Some("") {
        return None;
    }
    tokens.try_fold(root, |value, token| match value {
        Value::Object(members) => members.get(token),
        // The rules about indexes are the library's.
        Value::Array(_) => value.pointer(&format!("/{token}")),
        _ => None,
    })
}

/// The tokens of a pointer, unescaped. Empty for the whole document.
pub fn tokens(pointer: &str) -> impl Iterator<Item = String> + '_ {
    pointer.split('/').skip(1).map(unescape)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::find;

    #[test]
    fn values_are_found_as_the_library_finds_them() {
        let value = json!({"a": [1, {"b/c": 2}], "": {"": 3}});
        for pointer in
            ["", "/", "//", "/a", "/a/1", "/a/01", "/a/+1", "/a/9", "/a/-", "/a/1/b~1c", "a", "/x/y"]
        {
            assert_eq!(find(&value, pointer), value.pointer(pointer), "{pointer}");
        }
    }
}
