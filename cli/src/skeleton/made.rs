//! An example document with its explanation.

use super::explanation::explanation;
use crate::{
    exit::Stop,
    language::{Language, Said},
};
use serde_json::Value;
use tongbiao::{
    document::{Body, Document},
    schema::{BASE, file_name},
    value::Text,
};

/// A document with its explanation.
pub(crate) struct Skeleton {
    /// The document as JSON text.
    pub(crate) text: String,
    /// The explanation of its members.
    pub(crate) explanation: Vec<String>,
}

/// The document of a JSON object, with its members in the order of the standard.
///
/// # Errors
/// The value is not a document of the kind, because a text of an option is too long or contains refused characters.
pub(super) fn document<T: Body + 'static>(
    mut value: Value,
    schema: Option<&str>,
    language: Language,
) -> Result<Skeleton, Stop> {
    if let Some(members) = value.as_object_mut() {
        members.insert("kind".to_owned(), T::KIND.as_str().into());
        members.insert("standard".to_owned(), "1.0".into());
    }
    let mut document: Document<T> = serde_json::from_value(value).map_err(|_| unusable())?;
    let address = schema.map_or_else(|| format!("{BASE}{}", file_name(T::KIND)), str::to_owned);
    document.schema = Some(Text::parse(&address).map_err(|_| unusable())?);
    let text = document.to_json()?;
    let explanation = explanation::<T>(&text, language);
    Ok(Skeleton { text, explanation })
}

fn unusable() -> Stop {
    Stop::Usage(Said::new(
        "名称或地址为空、过长或含有不可用的字符",
        "a name or an address is empty, too long, or contains characters that cannot be used",
    ))
}
