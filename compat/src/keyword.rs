//! Which keywords of JSON Schema are understood here, and what is known of the others.

/// Whether a keyword says nothing of which documents are accepted. An `$id` inside a schema does: references beside and below it
/// lead elsewhere.
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

/// Whether it is understood.
pub(crate) fn is_known(keyword: &str) -> bool {
    keyword == "type" || is_annotation(keyword) || is_of_one_type(keyword)
}

/// Whether it is understood, and says nothing of values of another JSON type than its own.
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

/// Whether what it means depends on keywords beside it, or what they mean depends on it.
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
