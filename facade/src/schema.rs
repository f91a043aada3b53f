//! `schema`: the JSON Schemas and all other published files.

use crate::{
    failure::{Failure, FailureCode, listed},
    reply::{Published, indented},
    request::Request,
    text::AnyText,
};
use tongbiao::{
    document::DocumentKind,
    schema::{self, Flavour, SchemaOptions},
    wire::{List, code_list, record},
};

code_list! {
    /// 模式形式 · Form of the schemas.
    ///
    /// 各种形式接受相同的文件。
    /// All forms accept the same documents.
    pub enum SchemaFlavour from "tongbiao 童标" {
        /// 每个文件种类一个 2020-12 模式 · One schema in 2020-12 for each kind of document.
        Draft2020 = "2020-12",
        /// 不带 $id 的模式 · Schemas without $id.
        NoId = "no-id",
        /// 每个文件种类一个 draft-07 模式 · One schema in draft-07 for each kind of document.
        Draft07 = "draft-07",
        /// 适用于各文件种类的单一模式 · One schema for all kinds of documents.
        Bundle = "bundle",
        /// OpenAPI 3.1 组件 · OpenAPI 3.1 components.
        OpenApi = "openapi",
    }
}

impl From<SchemaFlavour> for Flavour {
    fn from(flavour: SchemaFlavour) -> Self {
        match flavour {
            SchemaFlavour::Draft2020 => Self::Draft2020,
            SchemaFlavour::NoId => Self::NoId,
            SchemaFlavour::Draft07 => Self::Draft07,
            SchemaFlavour::Bundle => Self::Bundle,
            SchemaFlavour::OpenApi => Self::OpenApi,
        }
    }
}

record! {
    /// 模式请求 · Request for schemas.
    ///
    /// 填写文件种类的，返回其模式；未填写的，返回全部文件及其名称。
    /// With a kind of document, the reply is its schema. Without, the reply is all files with their names.
    pub struct SchemaRequest {
        required {}
        optional {
            /// 文件种类 · Kind of document.
            public kind: DocumentKind,
            /// 形式 · Form of the schemas.
            public flavour: SchemaFlavour,
            /// 发布地址 · Base address of the published schemas.
            public base: AnyText,
            /// 是否带 $id · Whether each schema has an $id.
            ///
            /// 不填的，为 true。
            /// If omitted, true.
            public with_id: bool,
        }
    }
}

record! {
    /// 发布的文件 · Published file.
    pub struct PublishedFile {
        required {
            /// 文件名 · Name of the file, with its folder.
            public name: AnyText,
            /// 内容 · Text of the file.
            public text: AnyText,
        }
        optional {}
    }
}

record! {
    /// 发布的全部文件 · Published files.
    pub struct PublishedFiles {
        required {
            /// 文件 · Files.
            public files: List<PublishedFile, 0, 1000>,
        }
        optional {}
    }
}

/// The files of a request: the schema of one kind, those of one flavour, or everything that is published.
///
/// # Errors
/// A kind is given for a flavour that is one file for all kinds.
pub fn files(
    kind: Option<DocumentKind>,
    flavour: Option<Flavour>,
    options: &SchemaOptions,
) -> Result<Vec<(String, String)>, Failure> {
    let of = flavour.unwrap_or_default();
    match kind {
        Some(_) if of.is_whole() => Err(Failure::of(FailureCode::OptionsConflict).at("/kind")),
        Some(kind) => {
            let mut files = of.files(options);
            files.retain(|(name, _)| *name == of.file_of(kind));
            Ok(files)
        }
        None if flavour.is_some() => Ok(of.files(options)),
        None => Ok(schema::files(options)),
    }
}

/// Checks a base address and returns it with a slash at its end.
///
/// # Errors
/// The address is not absolute, or has a query or a fragment.
pub fn base(address: &str) -> Result<String, Failure> {
    let (scheme, rest) = address.split_once("://").unwrap_or_default();
    let scheme_fits = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    let rest_fits = !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_graphic() && !b"#?\"<>\\^`{|}".contains(&b));
    if !(scheme_fits && rest_fits) {
        return Err(Failure::of(FailureCode::AddressInvalid).at("/base"));
    }
    Ok(if address.ends_with('/') { address.to_owned() } else { format!("{address}/") })
}

/// One schema, or all files with their names.
///
/// # Errors
/// The address is malformed, or a kind is given for a flavour that is one file for all kinds.
///
/// # Example
/// ```
/// use tongbiao::document::DocumentKind;
/// use tongbiao_json::{SchemaRequest, schemas};
///
/// let mut request = SchemaRequest::new();
/// request.kind = Some(DocumentKind::Receipt);
/// assert!(schemas(&request)?.0.contains("https://w3id.org/tongbiao/1.0/receipt.schema.json"));
/// # Ok::<(), tongbiao_json::Failure>(())
/// ```
pub fn schemas(request: &SchemaRequest) -> Result<Published, Failure> {
    let base = request.base.as_ref().map(|address| base(address.as_str())).transpose()?;
    let default = SchemaOptions::default();
    let options =
        SchemaOptions { base: base.unwrap_or(default.base), with_id: request.with_id.unwrap_or(default.with_id) };
    let files = files(request.kind, request.flavour.map(Flavour::from), &options)?;
    if let [(_, text)] = files.as_slice() {
        return Ok(Published(text.clone()));
    }
    let files = files.into_iter().map(|(name, text)| PublishedFile::new(name.into(), text.into()));
    Ok(Published(indented(&PublishedFiles::new(listed(files)?))?))
}

impl Request for SchemaRequest {
    type Reply = Published;
    fn answer(&self) -> Result<Self::Reply, Failure> {
        schemas(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for (address, expected) in [
            ("https://charity.example/schemas/", Some("https://charity.example/schemas/")),
            ("https://charity.example/schemas", Some("https://charity.example/schemas/")),
            ("file:///srv/schemas", Some("file:///srv/schemas/")),
            ("charity.example/schemas", None),
            ("https://", None),
            ("https://a b/", None),
            ("https://a/#x", None),
            ("https://a/?x", None),
            ("", None),
        ] {
            assert_eq!(base(address).ok().as_deref(), expected, "{address}");
        }
    }

    #[test]
    fn every_flavour_can_be_asked_for() {
        let names: Vec<&str> = SchemaFlavour::ALL.iter().map(|flavour| flavour.as_str()).collect();
        let known: Vec<&str> = Flavour::ALL.iter().map(|flavour| flavour.as_str()).collect();
        assert_eq!(names, known);
        for flavour in SchemaFlavour::ALL {
            assert_eq!(Flavour::from(*flavour).as_str(), flavour.as_str());
        }
    }
}
