//! Places to fill in: what a template names -> fields of a form in the finished PDF.
//!
//! The typesetter knows no forms. So a template lays a link to `field:NAME` over each place and
//! says beside it, in metadata labelled `<field>`, what the field is called and of what kind it is
//! (`field` in the theme's `lib.typ`). The typesetter puts the link on its page, with its rectangle,
//! into the order of reading and into the tree of tags; here the link becomes the widget of a field
//! and its tag a form (ISO 32000-1, 12.7; ISO 14289-1, 7.18), and nothing else is touched.
//!
//! What is typed is shown in Helvetica, which every viewer has, with the letters of WinAnsi: those
//! of Dutch, English and the rest of western Europe. Nothing of it stands in the file as it is
//! made, so no font is missing there. Invariant: pure, the same document gives the same bytes; each
//! field that is named has one place and each place one name, or nothing is made.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary, text_string};
use typst::foundations::{Label, Selector, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst_layout::PagedDocument;

use crate::diag::{Diagnostic, Diagnostics, Result, Sentence, say};

/// The label of what a template says of a field.
const LABEL: &str = "field";
/// The scheme of the link that shows a field's place.
const SCHEME: &[u8] = b"field:";
/// Size of what is typed, in points: that of running text in the dossier.
const TYPED: f32 = 10.0;
/// An annotation that is printed (ISO 32000-1, table 165).
const PRINTED: i64 = 1 << 2;
/// A text field of several lines (ISO 32000-1, table 228).
const SEVERAL_LINES: i64 = 1 << 12;

/// A field that a template names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name in the form.
    pub name: String,
    /// What it is called for who does not see where it stands.
    pub label: String,
    kind: Kind,
}

/// What is done in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A line is typed.
    Line,
    /// Several lines are typed.
    Lines,
    /// It is ticked.
    Check,
}

/// The fields that a document names, in the order in which they stand.
///
/// # Errors
/// One has no name, no label or no kind, or two have one name.
pub fn named(document: &PagedDocument) -> Result<Vec<Field>> {
    let mut fields: Vec<Field> = Vec::new();
    let mut faults = Diagnostics::new();
    let label = Label::construct(LABEL.into()).ok().map(Selector::Label);
    let all = label.map(|label| document.introspector().query(&label)).unwrap_or_default();
    for said in all.iter().filter_map(|it| it.to_packed::<MetadataElem>()) {
        match field(&said.value) {
            None => faults.push(fault(
                say!("a field of a form has no name, no label or no kind"),
                say!("give each: `field(\"since\", \"Since when\", kind: \"line\")`; kinds are `line`, `lines` and `check`"),
            )),
            Some(field) if fields.iter().any(|other| other.name == field.name) => faults.push(fault(
                say!("two fields of one form are called `{}`", field.name),
                say!("give each field a name of its own"),
            )),
            Some(field) => fields.push(field),
        }
    }
    if faults.is_empty() { Ok(fields) } else { Err(faults) }
}

fn field(said: &Value) -> Option<Field> {
    let Value::Dict(said) = said else { return None };
    let text = |key: &str| match said.get(key) {
        Ok(Value::Str(text)) => Some(text.as_str().trim().to_owned()).filter(|it| !it.is_empty()),
        _ => None,
    };
    let kind = match text("kind")?.as_str() {
        "line" => Kind::Line,
        "lines" => Kind::Lines,
        "check" => Kind::Check,
        _ => return None,
    };
    // A dot would make a field of a field (ISO 32000-1, 12.7.3.2).
    let name = text("name").filter(|name| !name.contains('.'))?;
    Some(Field { name, label: text("label")?, kind })
}

/// A PDF with the fields that its document names.
///
/// # Errors
/// A field has no place or two, a place no field, or the PDF is none.
pub fn put(pdf: Vec<u8>, fields: &[Field]) -> Result<Vec<u8>> {
    if fields.is_empty() {
        return Ok(pdf);
    }
    let unread = |error: lopdf::Error| {
        Diagnostics::from(Diagnostic::error("print/pdf", Sentence::literal(error.to_string())))
    };
    let mut document = Document::load_mem(&pdf).map_err(unread)?;
    let places = places(&document);
    let known: BTreeSet<&[u8]> = fields.iter().map(|field| field.name.as_bytes()).collect();
    let mut faults = Diagnostics::new();
    for name in places.keys().filter(|name| !known.contains(name.as_slice())) {
        let name = String::from_utf8_lossy(name);
        faults.push(fault(
            say!("there is a place for the field `{name}`, and nothing says what that is"),
            say!("let the theme's `field` make it, which says so too"),
        ));
    }
    let mut placed = Vec::new();
    for field in fields {
        match places.get(field.name.as_bytes()).map(Vec::as_slice) {
            Some([place]) => placed.push((field, *place)),
            found => {
                let count = found.map_or(0, <[_]>::len);
                faults.push(fault(
                    say!("the field `{}` has {count} places, and must have one", field.name),
                    say!("let its place be one box, which is neither hidden nor shown again"),
                ));
            }
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let form = Form::new(&mut document);
    for (field, place) in &placed {
        form.widget(&mut document, field, place);
    }
    let tags: BTreeSet<ObjectId> = placed.iter().map(|(_, place)| place.annotation).collect();
    retag(&mut document, &tags);
    let all = placed.iter().map(|(_, place)| Object::Reference(place.annotation));
    form.enter(&mut document, all.collect()).map_err(unread)?;
    let mut bytes = Vec::with_capacity(pdf.len() * 2);
    document.save_to(&mut bytes).map_err(|error| unread(error.into()))?;
    Ok(bytes)
}

fn fault(message: Sentence, hint: Sentence) -> Diagnostic {
    Diagnostic::error("print/field", message).hint(hint)
}

/// Where a field stands.
#[derive(Clone, Copy, Debug)]
struct Place {
    page: ObjectId,
    /// The link, which becomes the widget.
    annotation: ObjectId,
    /// Width and height, in points.
    size: (f32, f32),
}

/// The places that links show, by the name of their field, from the first page on.
fn places(document: &Document) -> BTreeMap<Vec<u8>, Vec<Place>> {
    let mut places: BTreeMap<Vec<u8>, Vec<Place>> = BTreeMap::new();
    for page in document.page_iter() {
        let annotations = document
            .get_dictionary(page)
            .and_then(|page| page.get_deref(b"Annots", document)?.as_array());
        for annotation in annotations.into_iter().flatten().filter_map(|it| it.as_reference().ok())
        {
            if let Ok((name, size)) = shown(document, annotation) {
                places.entry(name).or_default().push(Place { page, annotation, size });
            }
        }
    }
    places
}

/// The field that a link shows the place of, and how large that is.
fn shown(document: &Document, annotation: ObjectId) -> lopdf::Result<(Vec<u8>, (f32, f32))> {
    let link = document.get_dictionary(annotation)?;
    let action = link.get_deref(b"A", document)?.as_dict()?;
    let name = action.get_deref(b"URI", document)?.as_str()?.strip_prefix(SCHEME);
    let name = name.ok_or(lopdf::Error::DictKey("URI".to_owned()))?.to_vec();
    let corners = link.get_deref(b"Rect", document)?.as_array()?;
    let corners: Vec<f32> = corners.iter().filter_map(|it| it.as_float().ok()).collect();
    let [left, bottom, right, top] = corners[..] else {
        return Err(lopdf::Error::DictKey("Rect".to_owned()));
    };
    Ok((name, (right - left, top - bottom)))
}

/// What all fields of a form share.
struct Form {
    font: ObjectId,
    signs: ObjectId,
}

impl Form {
    fn new(document: &mut Document) -> Self {
        let font = dictionary! {
            "Type" => "Font",
            "Subtype" => "Type1",
            "BaseFont" => "Helvetica",
            "Encoding" => "WinAnsiEncoding",
        };
        let signs = dictionary! {
            "Type" => "Font",
            "Subtype" => "Type1",
            "BaseFont" => "ZapfDingbats",
        };
        Self { font: document.add_object(font), signs: document.add_object(signs) }
    }

    /// Makes a link the widget of its field. Its rectangle and its place among the tags stay.
    fn widget(&self, document: &mut Document, field: &Field, place: &Place) {
        let look = self.look(document, field.kind, place.size);
        let Ok(annotation) = document.get_dictionary_mut(place.annotation) else { return };
        let mut kept = Dictionary::new();
        for key in [&b"Type"[..], b"Rect", b"StructParent"] {
            if let Ok(value) = annotation.get(key) {
                kept.set(key, value.clone());
            }
        }
        kept.extend(&dictionary! {
            "Subtype" => "Widget",
            "P" => place.page,
            "F" => PRINTED,
            "T" => text_string(&field.name),
            "TU" => text_string(&field.label),
        });
        kept.extend(&look);
        *annotation = kept;
    }

    /// What differs between kinds: type, value, and how it looks before anything is typed. The
    /// page draws the box, so that it is there on paper too.
    fn look(&self, document: &mut Document, kind: Kind, (width, height): (f32, f32)) -> Dictionary {
        let mut drawn = |content: String| {
            let form = dictionary! {
                "Type" => "XObject",
                "Subtype" => "Form",
                "BBox" => vec![0.0.into(), 0.0.into(), width.into(), height.into()],
                "Resources" => Dictionary::new(),
            };
            document.add_object(Stream::new(form, content.into_bytes()))
        };
        if kind != Kind::Check {
            let empty = drawn("/Tx BMC EMC".to_owned());
            return dictionary! {
                "FT" => "Tx",
                "Ff" => if kind == Kind::Lines { SEVERAL_LINES } else { 0 },
                "DA" => Object::string_literal(format!("/Helv {TYPED} Tf 0 g")),
                "V" => Object::string_literal(""),
                "AP" => dictionary! { "N" => empty },
            };
        }
        // A tick of three points, in shares of the box.
        let at = |x: f32, y: f32| format!("{:.2} {:.2}", x * width, y * height);
        let tick = format!(
            "q {:.2} w 1 J 1 j {} m {} l {} l S Q",
            width * 0.12,
            at(0.2, 0.52),
            at(0.42, 0.26),
            at(0.8, 0.78)
        );
        let (on, off) = (drawn(tick), drawn(String::new()));
        dictionary! {
            "FT" => "Btn",
            "DA" => Object::string_literal("/ZaDb 0 Tf 0 g"),
            // A tick of that font, for viewers that draw it themselves.
            "MK" => dictionary! { "CA" => Object::string_literal("4") },
            "V" => "Off",
            "AS" => "Off",
            "AP" => dictionary! { "N" => dictionary! { "Yes" => on, "Off" => off } },
        }
    }

    /// Enters the form into the document, its fields in the order of reading.
    fn enter(&self, document: &mut Document, fields: Vec<Object>) -> lopdf::Result<()> {
        let form = document.add_object(dictionary! {
            "Fields" => fields,
            "DA" => Object::string_literal(format!("/Helv {TYPED} Tf 0 g")),
            "DR" => dictionary! {
                "Font" => dictionary! { "Helv" => self.font, "ZaDb" => self.signs },
            },
            // What is typed is drawn by whoever shows it.
            "NeedAppearances" => true,
        });
        document.catalog_mut()?.set("AcroForm", form);
        Ok(())
    }
}

/// Makes the tags of links that are widgets now those of a form (ISO 14289-1, 7.18.4).
fn retag(document: &mut Document, widgets: &BTreeSet<ObjectId>) {
    let of_widget = |object: &Object| {
        let target = object.as_dict().and_then(|it| it.get(b"Obj")?.as_reference());
        target.is_ok_and(|target| widgets.contains(&target))
    };
    let holds = |tag: &Dictionary| match tag.get(b"K") {
        Ok(Object::Array(kids)) => kids.iter().any(of_widget),
        Ok(kid) => of_widget(kid),
        Err(_) => false,
    };
    for object in document.objects.values_mut() {
        if let Ok(tag) = object.as_dict_mut()
            && tag.get(b"S").and_then(Object::as_name).is_ok_and(|kind| kind == b"Link")
            && holds(tag)
        {
            tag.set("S", "Form");
            // Its name is that of the field.
            tag.remove(b"Alt");
        }
    }
}
