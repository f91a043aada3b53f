//! `seal`: seals the digests of an existing outcome, or opens them.

use crate::{
    documents::{self, outcome_limits},
    failure::Failure,
    input::DocumentText,
    reply::Published,
    request::Request,
    seals::{KeyText, Seals},
};
use tongbiao::{
    adjudication::Adjudication,
    document::{Document, DocumentKind},
    joint::JointAdjudication,
    wire::{Json, parse_json, record},
};
use tongbiao_seal::Outcome;

record! {
    /// 加密请求 · Request to seal the digests of an outcome.
    pub struct SealRequest {
        required {
            /// 核定结果 · Outcome, or joint adjudication.
            personal document: DocumentText,
            /// 机构间的密钥 · Key of the alliance.
            ///
            /// `tongbiao index key` 所写文件的全文。
            /// The text of the file that `tongbiao index key` makes.
            personal key: KeyText,
        }
        optional {
            /// 是否解密 · Whether to open the outcome instead.
            ///
            /// 不填的，加密；以较早密钥加密的，改以现密钥加密。
            /// If omitted, it is sealed. One that an earlier key sealed is then sealed with the present key.
            public open: bool,
        }
    }
}

/// Seals the digests of an outcome, or opens them. Opening gives back the document that was sealed.
///
/// # Errors
/// The document is no outcome, or was sealed with another key; or the key is no key.
///
/// # Example
/// ```standalone_crate
/// use tongbiao_json::{SealRequest, seal};
///
/// let key = format!("tongbiao index key 1\n{}\n", "07".repeat(32));
/// let outcome = include_str!("../../cases/a-heart-surgery/adjudication.angel-sunshine-heart.json");
/// let sealed = seal(&SealRequest::new(outcome.into(), key.as_str().into()))?.0;
/// assert!(sealed.contains(r#""digestKey": "9b58cea83460c0f5""#) && sealed.contains("aes128:"));
///
/// let mut request = SealRequest::new(sealed.as_str().into(), key.as_str().into());
/// request.open = Some(true);
/// assert_eq!(seal(&request)?.0, outcome);
/// # Ok::<(), tongbiao_json::Failure>(())
/// ```
pub fn seal(request: &SealRequest) -> Result<Published, Failure> {
    let limits = outcome_limits();
    let text = std::str::from_utf8(request.document.bytes()).ok();
    let json = text.and_then(|text| parse_json(text, limits.depth_max, limits.values_max).ok());
    let kind = json.as_ref().and_then(|json| json.get("kind")).and_then(Json::as_str);
    if kind == Some(DocumentKind::JointAdjudication.as_str()) {
        sealed::<JointAdjudication>(request)
    } else {
        sealed::<Adjudication>(request)
    }
}

fn sealed<T: Outcome>(request: &SealRequest) -> Result<Published, Failure> {
    let seals = Seals::read(Some(&request.key))?;
    let opened: T = documents::outcome(&request.document, "/document", &seals)?;
    let is_opened = request.open.unwrap_or(false);
    let made = if is_opened { opened } else { seals.seal(opened).map_err(|failure| failure.at("/document"))? };
    Ok(Published(Document::new(made).to_json()?))
}

impl Request for SealRequest {
    type Reply = Published;
    fn answer(&self) -> Result<Self::Reply, Failure> {
        seal(self)
    }
}
