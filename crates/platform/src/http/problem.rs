//! Problem documents (RFC 9457), and the only place with status codes.

use application::receipt::masked;
use application::standing::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rating::{Fault, Quote, Text};
use serde::Serialize;
use utoipa::ToSchema;

use crate::store;

/// What can go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The body is not the JSON that is asked for.
    BadBody,
    /// Not `application/json`.
    MediaType,
    /// The body is over the limit.
    TooLarge,
    /// Fields are wrong.
    Invalid,
    /// No `Idempotency-Key`, or not a usable one.
    BadKey,
    /// The platform's quote is another than the applicant saw.
    QuoteDiffers,
    /// The key was used with another body.
    KeyReused,
    /// The same enterprise has applied for the same.
    Duplicate,
    /// It stands where nothing can be corrected.
    NotCorrectable,
    /// It was corrected since the version that this one is made from.
    VersionDiffers,
    /// It stands where it cannot be taken back.
    NotWithdrawable,
    /// It was taken back: what it held is deleted.
    Withdrawn,
    /// The first try is still under way.
    UnderWay,
    /// The headers do not say what will come.
    UploadMetadata,
    /// The whole would be too large.
    UploadTooLarge,
    /// Not a type that is taken, or a piece that does not say that it is one.
    UploadType,
    /// The draft has as much as it may have.
    UploadQuota,
    /// There is too much that nobody has claimed.
    UploadsFull,
    /// The next piece begins elsewhere.
    UploadOffset,
    /// The piece is too small, goes beyond the end, or does not say where it begins.
    UploadChunk,
    /// The whole has another SHA-256.
    UploadDigest,
    /// The whole is of another type than was said.
    UploadNotThatType,
    /// The whole cannot be read to its end.
    UploadBroken,
    /// The photo tells more than its picture.
    UploadMetadataLeft,
    /// Another version of tus.
    TusVersion,
    /// The campaign has not begun, or has ended.
    CampaignClosed,
    /// Nothing here, or not for whom has no right secret.
    NotFound,
    /// The address answers other methods.
    MethodNotAllowed,
    /// Too many requests from one address.
    TooMany,
    /// The body did not come in time.
    BodyTooSlow,
    /// It took too long.
    TooSlow,
    /// The store cannot answer now.
    Unavailable,
    /// A mistake of ours.
    Internal,
}

impl Kind {
    /// Status, type, and title in both languages.
    fn parts(self) -> (StatusCode, &'static str, Text) {
        let (status, name, zh, en) = match self {
            Self::BadBody => (400, "bad-body", "请求内容无法识别", "The body cannot be read"),
            Self::MediaType => {
                (415, "media-type", "请求内容须为 application/json", "The body must be application/json")
            }
            Self::TooLarge => (413, "too-large", "请求内容过大", "The body is too large"),
            Self::Invalid => (422, "invalid", "有填写项需要更正", "Some fields need correcting"),
            Self::BadKey => {
                (400, "bad-key", "缺少有效的 Idempotency-Key", "A usable Idempotency-Key is missing")
            }
            Self::QuoteDiffers => (
                409,
                "quote-differs",
                "平台的测算结果与所见的不同，请确认",
                "The platform's quote is another than the one that was seen: please confirm it",
            ),
            Self::KeyReused => {
                (409, "key-reused", "该申请编号已用于另一份内容", "This key was used for another application")
            }
            Self::Duplicate => (
                409,
                "duplicate",
                "该企业已就同一行业和期间申请过，请选择替换或补充",
                "This enterprise has applied for the same sector and period: say whether this replaces it or adds to it",
            ),
            Self::NotCorrectable => (
                409,
                "not-correctable",
                "申请在目前状态下不能更正",
                "As it stands now, the application cannot be corrected",
            ),
            Self::VersionDiffers => (
                412,
                "version-differs",
                "申请已在别处更正过，请先查看最新内容",
                "The application was corrected elsewhere meanwhile: look at what it says now",
            ),
            Self::NotWithdrawable => (
                409,
                "not-withdrawable",
                "申请在目前状态下不能撤回",
                "As it stands now, the application cannot be withdrawn",
            ),
            Self::Withdrawn => (
                410,
                "withdrawn",
                "申请已撤回，其中的信息已删除",
                "The application was withdrawn, and what it held is deleted",
            ),
            Self::UnderWay => (
                409,
                "under-way",
                "上一次提交仍在处理，请稍候再试",
                "The first try is still under way: please try again shortly",
            ),
            Self::UploadMetadata => (
                400,
                "upload-metadata",
                "未说明将上传的内容",
                "Upload-Length and Upload-Metadata must say what will come",
            ),
            Self::UploadTooLarge => (413, "upload-too-large", "文件过大", "The file is too large"),
            Self::UploadType => (415, "upload-type", "不接受这种格式", "This type is not taken"),
            Self::UploadQuota => (
                409,
                "upload-quota",
                "附件数量或总大小已达上限",
                "The draft has as many or as large attachments as it may have",
            ),
            Self::UploadsFull => (
                503,
                "uploads-full",
                "暂时无法接收附件，请稍后再试",
                "No attachments can be taken now: please try again later",
            ),
            Self::UploadOffset => (
                409,
                "upload-offset",
                "续传位置不符，请从 Upload-Offset 处继续",
                "The next piece begins elsewhere: go on at Upload-Offset",
            ),
            Self::UploadChunk => (
                400,
                "upload-chunk",
                "分片过小、超出范围或缺少 Upload-Offset",
                "The piece is too small, goes beyond the end, or has no Upload-Offset",
            ),
            Self::UploadDigest => {
                (422, "upload-digest", "内容与声明的摘要不符", "The content has another SHA-256")
            }
            Self::UploadNotThatType => {
                (422, "upload-not-that-type", "内容与声明的格式不符", "The content is of another type")
            }
            Self::UploadBroken => (422, "upload-broken", "文件不完整", "The file is not whole"),
            Self::UploadMetadataLeft => (
                422,
                "upload-metadata-left",
                "照片中仍含有位置、设备等信息",
                "The photo still tells more than its picture, such as place or device",
            ),
            Self::TusVersion => (412, "tus-version", "须为 tus 1.0.0", "Tus-Resumable must be 1.0.0"),
            Self::CampaignClosed => (
                409,
                "campaign-closed",
                "活动尚未开始，或已经结束",
                "The campaign has not begun, or has ended",
            ),
            Self::NotFound => {
                (404, "not-found", "没有找到，或链接不完整", "Not found, or the link is not complete")
            }
            Self::MethodNotAllowed => {
                (405, "method-not-allowed", "不支持该请求方法", "This method is not answered here")
            }
            Self::TooMany => {
                (429, "too-many", "请求过于频繁，请稍候再试", "Too many requests: please wait a little")
            }
            Self::BodyTooSlow => (
                408,
                "body-too-slow",
                "请求内容没有在限定时间内传完，请重试",
                "The body did not come in time: please try again",
            ),
            Self::TooSlow => {
                (503, "too-slow", "处理超时，请稍候再试", "It took too long: please try again shortly")
            }
            Self::Unavailable => (
                503,
                "unavailable",
                "平台暂时无法处理，请稍候再试",
                "The platform cannot answer now: please try again shortly",
            ),
            Self::Internal => (
                500,
                "internal",
                "平台出现错误，请稍候再试",
                "A mistake of the platform: please try again shortly",
            ),
        };
        (StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), name, Text::new(zh, en))
    }

    /// Seconds after which another try makes sense.
    fn retry_after(self) -> Option<&'static str> {
        match self {
            Self::UnderWay | Self::TooMany | Self::BodyTooSlow => Some("1"),
            Self::TooSlow | Self::Unavailable => Some("5"),
            Self::UploadsFull => Some("600"),
            _ => None,
        }
    }
}

/// An earlier application for the same, as far as anybody is told who knows the enterprise's code.
#[derive(Debug, Serialize, ToSchema)]
pub struct Earlier {
    /// Receipt number, masked: `JN20261123-******30-*`.
    receipt: String,
    /// When it was received, RFC 3339, UTC.
    received_at: String,
    /// Where it is.
    state: State,
}

impl From<store::Earlier> for Earlier {
    fn from(store::Earlier { receipt, received_at, state }: store::Earlier) -> Self {
        Self { receipt: masked(&receipt), received_at, state }
    }
}

/// One that came after an application, for the same.
#[derive(Debug, Serialize, ToSchema)]
pub struct Later {
    #[serde(flatten)]
    application: Earlier,
    /// What it says that it is to that: `replacement` or `addition`.
    relation: String,
}

impl From<store::Later> for Later {
    fn from(store::Later { application, relation }: store::Later) -> Self {
        Self { application: application.into(), relation }
    }
}

/// A problem document.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// `urn:anze:problem:` and the kind.
    #[serde(rename = "type")]
    kind: String,
    /// Title in Chinese.
    title: String,
    /// Title in English.
    title_en: String,
    /// HTTP status.
    status: u16,
    /// What happened this time.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// Each wrong field, or each that differs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<application::Problem>,
    /// The platform's quote, where it differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<Box<Quote>>,
    /// Earlier applications for the same, the newest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    earlier: Vec<Earlier>,
    #[serde(skip)]
    of: KindOf,
}

/// The kind behind a document; not sent.
#[derive(Clone, Copy, Debug)]
struct KindOf(Kind);

impl From<Kind> for Problem {
    fn from(kind: Kind) -> Self {
        let (status, name, title) = kind.parts();
        Self {
            kind: format!("urn:anze:problem:{name}"),
            title: title.zh,
            title_en: title.en,
            status: status.as_u16(),
            detail: None,
            errors: Vec::new(),
            quote: None,
            earlier: Vec::new(),
            of: KindOf(kind),
        }
    }
}

impl Problem {
    /// A problem with what happened this time.
    pub fn new(kind: Kind, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..kind.into() }
    }

    /// Whether it is of this kind.
    pub fn is(&self, kind: Kind) -> bool {
        let KindOf(own) = self.of;
        own == kind
    }

    /// Wrong fields.
    pub fn fields(errors: Vec<application::Problem>) -> Self {
        Self { errors, ..Kind::Invalid.into() }
    }

    /// Faults of a risk.
    pub fn faults(faults: Vec<Fault>) -> Self {
        Self::fields(faults.into_iter().map(Into::into).collect())
    }

    /// Applications for the same.
    pub fn duplicate(earlier: Vec<Earlier>) -> Self {
        Self { earlier, ..Kind::Duplicate.into() }
    }

    /// The right quote, and in what it is another.
    pub fn quote_differs(quote: Box<Quote>, errors: Vec<application::Problem>) -> Self {
        Self { quote: Some(quote), errors, ..Kind::QuoteDiffers.into() }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let KindOf(kind) = self.of;
        let (status, _, _) = kind.parts();
        let mut response = (status, axum::Json(self)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = kind.retry_after() {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static(seconds));
        }
        response
    }
}
