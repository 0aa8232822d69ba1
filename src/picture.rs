//! Files that people choose: what is in them, made smaller where a photo is too large, and shown in small. Knows the
//! browser; nothing is sent.

use application::attachment::{LARGEST, MediaType};
use application::content::{cleaned, sniff};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, DragEvent, Event, File, FileList, HtmlCanvasElement, HtmlImageElement,
    HtmlInputElement, Url,
};

use crate::state::evidence::Refusal;

/// Nothing larger is read: a phone would run out of memory.
const LARGEST_READ: f64 = 64.0 * 1024.0 * 1024.0;
/// The longer side of a photo that was too large, the first that fits; still read with ease on paper.
const SIDES: [u32; 3] = [3200, 2400, 1600];
/// The longer side of a small picture.
const SMALL: u32 = 240;

/// A file, ready to be attached.
pub struct Ready {
    pub bytes: Vec<u8>,
    pub media_type: MediaType,
    /// Whether it had to be made smaller, or another kind of picture.
    pub redrawn: bool,
    /// A small picture as a data URL, where it is one.
    pub picture: Option<String>,
}

/// The files in the field of a change event. The field is emptied, so that the same one can be chosen again.
pub fn chosen_in(event: &Event) -> Vec<File> {
    let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let files = listed(field.as_ref().and_then(HtmlInputElement::files));
    if let Some(field) = field {
        field.set_value("");
    }
    files
}

/// The files that are let fall.
pub fn dropped_in(event: &Event) -> Vec<File> {
    let dragged = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
    listed(dragged.and_then(|dragged| dragged.files()))
}

fn listed(files: Option<FileList>) -> Vec<File> {
    let files = files.as_ref();
    let all = 0..files.map_or(0, FileList::length);
    all.filter_map(|index| files?.get(index)).collect()
}

/// Reads a file; a photo that is too large, or of a kind that only the browser knows, is drawn anew.
pub async fn read(file: &File) -> Result<Ready, Refusal> {
    if file.size() > LARGEST_READ {
        return Err(Refusal::TooLarge);
    }
    let bytes = content(file).await.ok_or(Refusal::Broken)?;
    let media_type = sniff(&bytes).filter(|media_type| *media_type != MediaType::Csv);
    let is_picture = matches!(media_type, Some(MediaType::Jpeg | MediaType::Png));
    if let Some(media_type) = media_type {
        let clean = cleaned(&bytes, media_type).ok_or(Refusal::Broken)?;
        if clean.len() <= LARGEST as usize {
            let bytes = clean.into_owned();
            let picture = if is_picture { Some(small(&bytes).await.ok_or(Refusal::Broken)?) } else { None };
            return Ok(Ready { bytes, media_type, redrawn: false, picture });
        }
    }
    match redrawn(file).await {
        Some(ready) => Ok(ready),
        None if is_picture || media_type == Some(MediaType::Pdf) => Err(Refusal::TooLarge),
        None => Err(Refusal::WrongType),
    }
}

/// A small picture of a photo, as a data URL.
pub async fn small(bytes: &[u8]) -> Option<String> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let image = opened(&Blob::new_with_u8_array_sequence(&parts).ok()?).await?;
    drawn(&image, SMALL)
}

async fn content(file: &File) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

async fn redrawn(file: &File) -> Option<Ready> {
    let image = opened(file).await?;
    for side in SIDES {
        let drawn = drawn(&image, side)?;
        let bytes = STANDARD.decode(drawn.split_once(',')?.1).ok()?;
        if let Some(clean) = cleaned(&bytes, MediaType::Jpeg).filter(|clean| clean.len() <= LARGEST as usize)
        {
            let picture = self::drawn(&image, SMALL);
            return Some(Ready {
                bytes: clean.into_owned(),
                media_type: MediaType::Jpeg,
                redrawn: true,
                picture,
            });
        }
    }
    None
}

/// The picture as the browser reads it, standing on its side.
async fn opened(blob: &Blob) -> Option<HtmlImageElement> {
    let address = Url::create_object_url_with_blob(blob).ok()?;
    let image = HtmlImageElement::new().ok()?;
    image.set_src(&address);
    let decoded = JsFuture::from(image.decode()).await;
    // What cannot be given back goes with the page.
    let _ = Url::revoke_object_url(&address);
    decoded.ok().map(|_| image)
}

/// Drawn as a JPEG with its longer side no longer than this, on white: as a data URL.
fn drawn(image: &HtmlImageElement, longest: u32) -> Option<String> {
    let (width, height) = (image.natural_width(), image.natural_height());
    let scale = (f64::from(longest) / f64::from(width.max(height))).min(1.0);
    let (wide, high) = ((f64::from(width) * scale).max(1.0), (f64::from(height) * scale).max(1.0));
    let canvas = web_sys::window()?.document()?.create_element("canvas").ok()?;
    let canvas = canvas.dyn_into::<HtmlCanvasElement>().ok()?;
    // Whole pixels: the rest is cut off.
    canvas.set_width(wide as u32);
    canvas.set_height(high as u32);
    let context = canvas.get_context("2d").ok()??.dyn_into::<CanvasRenderingContext2d>().ok()?;
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, wide, high);
    context.draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, wide, high).ok()?;
    let quality = JsValue::from_f64(0.85);
    let url = canvas.to_data_url_with_type_and_encoder_options("image/jpeg", &quality).ok()?;
    url.starts_with("data:image/jpeg").then_some(url)
}
