//! The supported keywords of JSON Schema, and the known properties of the others.

/// Whether a keyword has no effect on validation. An `$id` inside a schema has one: it changes the targets of references
/// next to it and below it.
pub(crate) fn is_annotation(keyword: &str) -> bool {
    matches!(
        keyword,
        "$schema"
            | "$comment"
            | "title"
            | "description"
            | "examples"
            | "default"
            | "deprecated"
            | "readOnly"
            | "writeOnly"
    )
}

/// Whether the keyword is supported.
pub(crate) fn is_known(keyword: &str) -> bool {
    keyword == "type" || is_annotation(keyword) || is_of_one_type(keyword)
}

/// Whether the keyword is supported and has no effect on values of other JSON types.
pub(crate) fn is_of_one_type(keyword: &str) -> bool {
    matches!(
        keyword,
        "minimum"
            | "maximum"
            | "pattern"
            | "format"
            | "minLength"
            | "maxLength"
            | "items"
            | "minItems"
            | "maxItems"
            | "properties"
            | "required"
            | "additionalProperties"
            | "propertyNames"
            | "minProperties"
            | "maxProperties"
    )
}

/// Whether the keyword depends on keywords next to it, or they depend on it.
pub(crate) fn is_of_its_neighbours(keyword: &str) -> bool {
    matches!(
        keyword,
        "$id"
            | "prefixItems"
            | "additionalItems"
            | "contains"
            | "minContains"
            | "maxContains"
            | "patternProperties"
            | "unevaluatedItems"
            | "unevaluatedProperties"
            | "if"
            | "then"
            | "else"
    )
}
