//! A page that has been set -> the parts of it on which a code can stand, as a camera sees them.
//!
//! A code is a drawing of many edges. So a picture, a shape of many edges, and letters that
//! draw instead of being read are looked at, each with room around it and with whatever lies
//! over it, and nothing else of the page is: what reads a page takes its time by the pixel.
//! Invariant: whatever could show a code to a camera lies in a part. What cannot be told from
//! the layout (a ground in a pattern, many small shapes) makes the whole page one part, and
//! nothing here knows where a code was meant to stand.

use std::collections::HashMap;

use image::GrayImage;
use tiny_skia::Pixmap;
use ttf_parser::{GlyphId, OutlineBuilder};
use typst::foundations::Smart;
use typst::layout::{Abs, Frame, FrameItem, GroupItem, Point, Rect, Sides, Size, Transform};
use typst::text::color::should_outline;
use typst::text::{FontInstance, TextItem};
use typst::visualize::{Curve, CurveItem, Geometry, Paint, Shape};
use typst_layout::Page;
use typst_render::RenderOptions;

/// The resolution at which a page is looked at for its codes: a coarse office
/// scan of A4. What reads here reads from paper. Larger sheets are read from
/// farther away, so they are looked at with as many pixels, not with more.
const PROOF_DPI: f64 = 150.0;
/// The long side of A4, in mm (ISO 216).
const A4_MM: f64 = 297.0;
/// Typographic points in an inch.
const POINTS: f64 = 72.0;
/// How many pixels the finest detail of a drawing gets at the most: what reads with these reads
/// with more. The codes of a sheet of cards have five at the resolution above.
const DETAIL_PX: f64 = 6.0;
/// Fewer edges draw no code: its three marks are three squares in each other, and between them
/// are six dots at the least (ISO/IEC 18004, version 1).
const LEAST_EDGES: usize = (3 * 3 + 6) * 4;
/// Plain shapes with fewer edges together draw no code either: the smallest one has 208 modules of
/// data beside its marks, half of them dark, and few lie so that one rectangle draws many.
const LEAST_PLAIN: usize = 200;
/// What a dashed line counts for: it draws dots in a row, of which a code has 21 at the least.
const DASHED: usize = LEAST_PLAIN / 20;
/// Closed outlines of the marks; letters have a few, of many pieces each.
const LEAST_OUTLINES: usize = 3 * 3 + 6;
/// Room around a drawing, in its longer sides: the quiet zone of four modules, of which the
/// smallest code has 21 a side, and more.
const ROOM: f64 = 0.25;
/// Drawings as near to each other are looked at as one, in the longer side of the larger: two
/// modules of the smallest code. Codes keep four from each other.
const NEAR: f64 = 0.1;
/// From this share of the page on all of it is looked at.
const WHOLE: f64 = 0.7;

/// A part of a page that is looked at, on the page and in points.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    area: Rect,
    /// The length of the finest detail of what is drawn there, where it is known.
    detail: Option<Abs>,
}

/// The parts of a page on which a code can stand.
pub fn parts(page: &Page) -> Vec<Part> {
    let sheet = Rect::from_pos_size(Point::zero(), page.frame.size());
    let whole = || vec![Part { area: sheet, detail: None }];
    let mut found = Found::default();
    found.frame(&page.frame, Transform::identity());
    let patterned = matches!(&page.fill, Smart::Custom(Some(paint)) if !solid(paint));
    if patterned || found.plain >= LEAST_PLAIN {
        return whole();
    }
    let mut parts = joined(found.drawings);
    // What lies beside the sheet is seen by nobody.
    parts.retain(|part| touch(&part.area, &sheet));
    for part in &mut parts {
        let area = grown(&part.area, longer(&part.area) * ROOM);
        part.area = Rect::new(area.min.max(sheet.min), area.max.min(sheet.max));
    }
    let looked_at: f64 = parts.iter().map(|part| surface(&part.area)).sum();
    if looked_at < WHOLE * surface(&sheet) { parts } else { whole() }
}

/// A part of a page as a camera sees it on paper.
pub fn on_paper(page: &Page, part: &Part) -> GrayImage {
    let size = page.frame.size();
    let nearness = (A4_MM / size.x.max(size.y).to_mm()).min(1.0);
    let proof = PROOF_DPI / POINTS * nearness;
    let pixel_per_pt = part.detail.map_or(proof, |detail| proof.min(DETAIL_PX / detail.to_pt()));
    let size = part.area.size();
    let mut frame = Frame::hard(size);
    let aside = Point::zero() - part.area.min;
    let cut = cut(&page.frame, Transform::translate(aside.x, aside.y), size);
    frame.push(aside, FrameItem::Group(GroupItem::new(cut)));
    let part = Page { frame, bleed: Sides::default(), ..page.clone() };
    let options = RenderOptions { pixel_per_pt: pixel_per_pt.into(), render_bleed: false };
    let pixels = typst_render::render(&part, &options);
    let all = [0, 0, pixels.width(), pixels.height()];
    seen(&pixels, all, 1)
}

/// A part of a page as it stands in a picture of the page, of which a point has so many pixels.
pub fn on_screen(picture: &Pixmap, pixel_per_pt: f64, part: &Part) -> GrayImage {
    let pixel = |length: Abs, round: fn(f64) -> f64, most: u32| {
        // In range by the clamp before it.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let pixel = round(length.to_pt() * pixel_per_pt).clamp(0.0, f64::from(most)) as u32;
        pixel
    };
    let (width, height) = (picture.width(), picture.height());
    let area = [
        pixel(part.area.min.x, f64::floor, width),
        pixel(part.area.min.y, f64::floor, height),
        pixel(part.area.max.x, f64::ceil, width),
        pixel(part.area.max.y, f64::ceil, height),
    ];
    let spare = part.detail.map_or(1.0, |detail| detail.to_pt() * pixel_per_pt / DETAIL_PX);
    seen(picture, area, pixel(Abs::pt(spare / pixel_per_pt), f64::floor, width).max(1))
}

/// An area of a picture, of which `every` by `every` pixels make one.
fn seen(picture: &Pixmap, area: [u32; 4], every: u32) -> GrayImage {
    let [width, height] = [(area[2] - area[0]) / every, (area[3] - area[1]) / every];
    let area = area.map(|side| side as usize);
    let luma =
        vpsite_readback::grey(picture.data(), picture.width() as usize, area, every as usize);
    GrayImage::from_raw(width, height, luma).unwrap_or_default()
}

/// What stands on a page that is no plain letter.
#[derive(Default)]
struct Found {
    drawings: Vec<Part>,
    /// Edges of the shapes that are none.
    plain: usize,
    glyphs: HashMap<(FontInstance, u16), bool>,
}

impl Found {
    fn frame(&mut self, frame: &Frame, at: Transform) {
        for (place, item) in frame.items() {
            let at = at.pre_concat(Transform::translate(place.x, place.y));
            match item {
                FrameItem::Group(group) => {
                    let at = at.pre_concat(group.transform);
                    if let Some(clip) = &group.clip {
                        self.curve(clip, edges_of(clip), &clip.bbox(None), true, at);
                    }
                    self.frame(&group.frame, at);
                }
                FrameItem::Text(text) => {
                    if self.draws(text) {
                        self.draw(&extent(text), None, at);
                    }
                }
                FrameItem::Shape(shape, _) => self.shape(shape, at),
                FrameItem::Image(_, size, _) => {
                    self.draw(&Rect::from_pos_size(Point::zero(), *size), None, at);
                }
                FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }

    fn draw(&mut self, area: &Rect, detail: Option<Abs>, at: Transform) {
        self.drawings.push(Part { area: moved(area, at), detail });
    }

    fn shape(&mut self, shape: &Shape, at: Transform) {
        let edges = match &shape.geometry {
            Geometry::Line(_) => 2,
            Geometry::Rect(_) => 4,
            Geometry::Curve(curve) => edges_of(curve),
        };
        // A stroke has an edge on either side of its line.
        let drawn = usize::from(shape.fill.is_some()) + 2 * usize::from(shape.stroke.is_some());
        let dashed = shape.stroke.as_ref().is_some_and(|it| it.dash.is_some());
        let even = shape.fill.as_ref().is_none_or(solid)
            && shape.stroke.as_ref().is_none_or(|it| solid(&it.paint));
        let area = shape.bbox(true);
        match &shape.geometry {
            Geometry::Curve(curve) if even && shape.stroke.is_none() => {
                self.curve(curve, edges * drawn, &area, false, at);
            }
            Geometry::Line(_) if even && dashed => self.plain += DASHED,
            _ if even && !dashed && edges * drawn < LEAST_EDGES => self.plain += edges * drawn,
            _ => self.draw(&area, None, at),
        }
    }

    /// A filled curve, or one that others are cut by.
    fn curve(&mut self, curve: &Curve, edges: usize, area: &Rect, cuts: bool, at: Transform) {
        if edges < LEAST_EDGES {
            self.plain += edges;
        } else {
            let scale = (at.sx.get() * at.sy.get() - at.kx.get() * at.ky.get()).abs().sqrt();
            let detail = if cuts { None } else { finest(curve).map(|length| length * scale) };
            self.draw(area, detail, at);
        }
    }

    /// Whether letters draw: signs that are made to be put together, and glyphs that are pictures.
    fn draws(&mut self, text: &TextItem) -> bool {
        let mut glyph = |id: u16| {
            *self.glyphs.entry((text.font.clone(), id)).or_insert_with(|| {
                let mut outlines = Outlines(0);
                text.font.ttf().outline_glyph(GlyphId(id), &mut outlines);
                !should_outline(&text.font, GlyphId(id)) || outlines.0 >= LEAST_OUTLINES
            })
        };
        text.stroke.is_some()
            || !solid(&text.fill)
            || text.text.chars().any(puts_together)
            || text.glyphs.iter().any(|it| glyph(it.id))
    }
}

/// Lines, blocks, shapes, dots and pieces of them, and what only one font knows (Unicode).
fn puts_together(letter: char) -> bool {
    matches!(letter,
        '\u{2500}'..='\u{25ff}' | '\u{2800}'..='\u{28ff}' | '\u{2b00}'..='\u{2bff}'
        | '\u{e000}'..='\u{f8ff}' | '\u{1fb00}'..='\u{1fbff}' | '\u{f0000}'..)
}

/// Counts the closed outlines of a glyph.
struct Outlines(usize);

impl OutlineBuilder for Outlines {
    fn move_to(&mut self, _: f32, _: f32) {
        self.0 += 1;
    }
    fn line_to(&mut self, _: f32, _: f32) {}
    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {}
    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {}
    fn close(&mut self) {}
}

fn solid(paint: &Paint) -> bool {
    matches!(paint, Paint::Solid(_))
}

fn edges_of(curve: &Curve) -> usize {
    curve.0.iter().filter(|item| !matches!(item, CurveItem::Move(_))).count()
}

/// The shortest edge of a curve, from corner to corner.
fn finest(curve: &Curve) -> Option<Abs> {
    let (mut start, mut from) = (Point::zero(), Point::zero());
    let mut finest = Abs::inf();
    for item in &curve.0 {
        let to = match item {
            CurveItem::Move(to) => {
                (start, from) = (*to, *to);
                continue;
            }
            CurveItem::Line(to) | CurveItem::Cubic(_, _, to) => *to,
            CurveItem::Close => start,
        };
        let length = (to - from).hypot();
        if length > Abs::zero() {
            finest = finest.min(length);
        }
        from = to;
    }
    finest.to_pt().is_finite().then_some(finest)
}

/// Drawings that are near to each other as one.
fn joined(drawings: Vec<Part>) -> Vec<Part> {
    // Each with how near another may come: what was joined reaches no further than its largest.
    let mut all: Vec<(Part, Abs)> = Vec::new();
    for drawing in drawings {
        let (mut part, mut near) = (drawing, longer(&drawing.area) * NEAR);
        while let Some(found) = all
            .iter()
            .position(|(other, reach)| touch(&grown(&part.area, near.max(*reach)), &other.area))
        {
            let (other, reach) = all.swap_remove(found);
            let (one, two) = (part.area, other.area);
            part.area = Rect::new(one.min.min(two.min), one.max.max(two.max));
            part.detail = part.detail.zip(other.detail).map(|(one, two)| one.min(two));
            near = near.max(reach);
        }
        all.push((part, near));
    }
    all.into_iter().map(|(part, _)| part).collect()
}

/// What may be drawn on a sheet of a size, `at` its place; the rest is left out.
fn cut(frame: &Frame, at: Transform, size: Size) -> Frame {
    let sheet = Rect::from_pos_size(Point::zero(), size);
    let mut kept = Frame::new(frame.size(), frame.kind());
    for (place, item) in frame.items() {
        let at = at.pre_concat(Transform::translate(place.x, place.y));
        let area = match item {
            FrameItem::Group(group) => {
                let inner = cut(&group.frame, at.pre_concat(group.transform), size);
                if !inner.is_empty() {
                    let group = GroupItem { frame: inner, ..group.clone() };
                    kept.push(*place, FrameItem::Group(group));
                }
                continue;
            }
            FrameItem::Text(text) => extent(text),
            // A corner of a stroke reaches beyond its width.
            FrameItem::Shape(shape, _) => {
                let stroke = shape.stroke.as_ref();
                let corner = stroke.map_or(Abs::zero(), |it| it.thickness * it.miter_limit.get());
                grown(&shape.bbox(true), corner)
            }
            FrameItem::Image(_, size, _) => Rect::from_pos_size(Point::zero(), *size),
            FrameItem::Link(..) | FrameItem::Tag(_) => continue,
        };
        if touch(&moved(&area, at), &sheet) {
            kept.push(*place, item.clone());
        }
    }
    kept
}

/// Where a text is, with all that its letters may reach.
fn extent(text: &TextItem) -> Rect {
    let end = Point::new(text.width(), text.height());
    let reach = Rect::new(end.min(Point::zero()), end.max(Point::zero()));
    grown(&reach, text.size * 2.0)
}

fn moved(area: &Rect, at: Transform) -> Rect {
    let Rect { min, max } = *area;
    let corners = [min, max, Point::new(min.x, max.y), Point::new(max.x, min.y)];
    let corners = corners.map(|corner| corner.transform(at));
    let fold = |by: fn(Point, Point) -> Point| corners.into_iter().fold(corners[0], by);
    Rect::new(fold(Point::min), fold(Point::max))
}

fn grown(area: &Rect, by: Abs) -> Rect {
    Rect::new(area.min - Point::splat(by), area.max + Point::splat(by))
}

fn longer(area: &Rect) -> Abs {
    area.size().x.max(area.size().y)
}

fn surface(area: &Rect) -> f64 {
    area.size().x.to_pt() * area.size().y.to_pt()
}

fn touch(one: &Rect, other: &Rect) -> bool {
    one.min.x < other.max.x
        && other.min.x < one.max.x
        && one.min.y < other.max.y
        && other.min.y < one.max.y
}
