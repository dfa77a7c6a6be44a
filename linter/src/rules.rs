//! The rules, one file each.

/// Declares the modules and the list of the rules.
macro_rules! rules {
    ($($module:ident,)+) => {
        $(mod $module;)+

        /// All rules, sorted by name.
        pub static ALL: &[&crate::Rule] = &[$(&$module::RULE),+];
    };
}

rules! {
    byte_order_mark,
    dataschema_mismatch,
    deprecated_event,
    deprecated_field,
    double_publication,
    duplicate_member,
    empty_attribute,
    empty_host_id,
    host_id_mismatch,
    invalid_json,
    invalid_recording,
    invalid_time,
    legacy_event,
    line_too_long,
    missing_attribute,
    missing_content_type,
    missing_data,
    not_a_cloudevent,
    removed_event,
    schema_violation,
    subject_mismatch,
    unexpected_null,
    unknown_dataschema,
    unknown_enum_value,
    unknown_field,
    unknown_type,
    unpaired_surrogate,
    unsupported_content_mode,
    unsupported_event_format,
    unsupported_specversion,
    wrong_attribute_type,
}
