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
    attribute_name_begins_with_digit,
    attribute_named_data,
    byte_order_mark,
    control_character,
    dataschema_fragment,
    dataschema_mismatch,
    deprecated_event,
    deprecated_field,
    double_publication,
    duplicate_member,
    empty_attribute,
    empty_host_id,
    fractional_number,
    host_id_mismatch,
    illegal_attribute_name,
    integer_out_of_range,
    invalid_datacontenttype,
    invalid_json,
    invalid_recording,
    invalid_source,
    invalid_time,
    legacy_event,
    line_too_long,
    long_attribute_name,
    missing_attribute,
    missing_content_type,
    missing_data,
    non_canonical_value,
    noncharacter,
    not_a_cloudevent,
    obsolete_attribute,
    relative_dataschema,
    relative_source,
    removed_event,
    schema_violation,
    structured_attribute,
    subject_mismatch,
    type_without_prefix,
    unexpected_null,
    unknown_dataschema,
    unknown_enum_value,
    unknown_field,
    unknown_type,
    unpaired_surrogate,
    unsupported_content_mode,
    unsupported_event_format,
    unsupported_specversion,
    unusual_time,
    wrapped_attributes,
    wrong_attribute_type,
    wrong_extension_type,
}
