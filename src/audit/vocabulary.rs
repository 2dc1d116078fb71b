//! The elements and attributes that a page may have, and what to do instead of others.
//!
//! What is allowed is listed, not what is forbidden: an element or attribute that a
//! browser learns tomorrow may load, send or run something (`ping` and
//! `attributionsrc` did). Invariant: nothing here runs, sends or loads by itself but
//! through attributes that `links` reads.

use crate::diag::{Sentence, say};

/// Elements of a page of the site (HTML Living Standard, section 4; what is left out
/// runs, frames, asks or changes how the rest is read).
const ELEMENTS: [&str; 101] = [
    "a",
    "abbr",
    "address",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "dialog",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "i",
    "img",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "map",
    "mark",
    "menu",
    "meta",
    "meter",
    "nav",
    "ol",
    "output",
    "p",
    "picture",
    "pre",
    "progress",
    "q",
    "rb",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "script",
    "search",
    "section",
    "small",
    "source",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "track",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
    "center",
    "big",
    "tt",
];
/// Of them, what a message that is pasted or sent may not have: it loads something.
const LOADING: [&str; 8] = ["area", "audio", "img", "link", "picture", "script", "source", "video"];
/// Attributes that mean the same everywhere.
const GLOBAL: [&str; 30] = [
    "accesskey",
    "autofocus",
    "class",
    "dir",
    "draggable",
    "enterkeyhint",
    "hidden",
    "id",
    "inert",
    "inputmode",
    "itemid",
    "itemprop",
    "itemref",
    "itemscope",
    "itemtype",
    "lang",
    "part",
    "popover",
    "role",
    "slot",
    "spellcheck",
    "tabindex",
    "title",
    "translate",
    "xml:lang",
    "xmlns",
    "autocapitalize",
    "autocorrect",
    "writingsuggestions",
    "is",
];
/// Attributes by element.
const OF_ELEMENT: [(&str, &[&str]); 36] = [
    ("a", &["href", "target", "rel", "hreflang", "download", "type", "referrerpolicy"]),
    ("area", &["href", "target", "rel", "download", "alt", "coords", "shape", "referrerpolicy"]),
    ("audio", AUDIO),
    ("blockquote", &["cite"]),
    (
        "button",
        &["type", "disabled", "popovertarget", "popovertargetaction", "command", "commandfor"],
    ),
    ("col", &["span", "width"]),
    ("colgroup", &["span", "width"]),
    ("data", &["value"]),
    ("del", &["cite", "datetime"]),
    ("details", &["open", "name"]),
    ("dialog", &["open", "closedby"]),
    (
        "img",
        &[
            "src",
            "srcset",
            "sizes",
            "alt",
            "width",
            "height",
            "loading",
            "decoding",
            "fetchpriority",
            "crossorigin",
            "ismap",
            "usemap",
            "referrerpolicy",
        ],
    ),
    ("ins", &["cite", "datetime"]),
    ("label", &["for"]),
    ("li", &["value"]),
    (
        "link",
        &[
            "href",
            "rel",
            "type",
            "sizes",
            "media",
            "hreflang",
            "crossorigin",
            "integrity",
            "as",
            "color",
            "imagesrcset",
            "imagesizes",
            "fetchpriority",
            "disabled",
            "blocking",
            "referrerpolicy",
        ],
    ),
    ("map", &["name"]),
    ("meta", &["charset", "content", "http-equiv", "media", "name", "property"]),
    ("meter", &["value", "min", "max", "low", "high", "optimum"]),
    ("ol", &["start", "reversed", "type"]),
    ("output", &["for"]),
    ("progress", &["value", "max"]),
    ("q", &["cite"]),
    (
        "script",
        &[
            "src",
            "type",
            "defer",
            "async",
            "nomodule",
            "crossorigin",
            "integrity",
            "blocking",
            "fetchpriority",
            "referrerpolicy",
        ],
    ),
    ("source", &["src", "srcset", "sizes", "media", "type", "width", "height"]),
    ("svg", &[]),
    ("table", LAYOUT),
    ("tbody", LAYOUT),
    ("td", CELL),
    ("tfoot", LAYOUT),
    ("th", CELL),
    ("thead", LAYOUT),
    ("time", &["datetime"]),
    ("tr", LAYOUT),
    ("track", &["kind", "src", "srclang", "label", "default"]),
    ("video", VIDEO),
];
const AUDIO: &[&str] =
    &["src", "controls", "controlslist", "preload", "muted", "loop", "autoplay", "crossorigin"];
const VIDEO: &[&str] = &[
    "src",
    "poster",
    "controls",
    "controlslist",
    "preload",
    "muted",
    "loop",
    "autoplay",
    "playsinline",
    "width",
    "height",
    "crossorigin",
    "disablepictureinpicture",
    "disableremoteplayback",
];
const LAYOUT: &[&str] =
    &["align", "valign", "width", "height", "border", "cellpadding", "cellspacing", "bgcolor"];
const CELL: &[&str] = &[
    "colspan", "rowspan", "headers", "scope", "abbr", "align", "valign", "width", "height",
    "bgcolor", "nowrap",
];
/// Elements without content (HTML Living Standard, section 13.1.2).
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr", "param",
];

/// Elements of a drawing within a page, in lower case as the tokenizer gives them (SVG 2).
pub const DRAWN: [&str; 62] = [
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "title",
    "desc",
    "metadata",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "textpath",
    "marker",
    "pattern",
    "mask",
    "clippath",
    "lineargradient",
    "radialgradient",
    "stop",
    "switch",
    "view",
    "filter",
    "feblend",
    "fecolormatrix",
    "fecomponenttransfer",
    "fecomposite",
    "feconvolvematrix",
    "fediffuselighting",
    "fedisplacementmap",
    "fedistantlight",
    "fedropshadow",
    "feflood",
    "fefunca",
    "fefuncb",
    "fefuncg",
    "fefuncr",
    "fegaussianblur",
    "feimage",
    "femerge",
    "femergenode",
    "femorphology",
    "feoffset",
    "fepointlight",
    "fespecularlighting",
    "fespotlight",
    "fetile",
    "feturbulence",
    "image",
    "animate",
    "animatemotion",
    "animatetransform",
    "mpath",
    "set",
    "discard",
    "hatch",
    "hatchpath",
];

/// Which rules HTML is held to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A page of the site.
    Site,
    /// The kit's first page: its own style, and the site in a frame.
    Kit,
    /// What is pasted or sent: loads nothing at all, style within.
    Message,
}

/// Whether an element has no content.
pub fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

/// Whether an element may stand in a page; names with a hyphen are a theme's own.
pub fn element(kind: Kind, name: &str) -> bool {
    let known = ELEMENTS.contains(&name) || name.contains('-');
    match kind {
        Kind::Site => known,
        Kind::Kit => (known && name != "script") || matches!(name, "style" | "iframe"),
        Kind::Message => (known && !LOADING.contains(&name)) || matches!(name, "style" | "font"),
    }
}

/// Whether an element may have an attribute; scripts and styles are judged elsewhere.
pub fn attribute(kind: Kind, element: &str, name: &str) -> bool {
    let own = OF_ELEMENT.iter().find(|(of, _)| *of == element);
    GLOBAL.contains(&name)
        || name.starts_with("aria-")
        || name.starts_with("data-")
        || own.is_some_and(|(_, own)| own.contains(&name))
        || match kind {
            Kind::Site => false,
            Kind::Kit => {
                element == "iframe"
                    && matches!(name, "src" | "width" | "height" | "loading" | "sandbox")
                    || element == "style" && name == "media"
            }
            Kind::Message => {
                element == "style" && matches!(name, "media" | "type")
                    || element == "font" && matches!(name, "color" | "face" | "size")
                    || matches!(name, "align" | "bgcolor" | "width")
            }
        }
}

/// What to do instead of an element that has no place in a page.
pub fn instead(element: &str) -> Sentence {
    match element {
        "iframe" | "object" | "embed" | "frame" | "frameset" | "portal" | "applet"
        | "fencedframe" => {
            say!("a film stands in the client file under `video`; to other sites make a link")
        }
        "form" | "input" | "textarea" | "select" | "fieldset" | "keygen" | "datalist"
        | "option" => {
            say!("the site keeps and sends nothing: show a phone number or an address instead")
        }
        "style" => say!("write it into the theme's `assets/style.css`"),
        "base" => say!("take it out: every link names its file"),
        "noscript" | "template" => {
            say!("take it out: the page says the same with and without scripts")
        }
        "script" => say!("take it out: here nothing runs"),
        "img" | "picture" | "video" | "audio" | "source" | "link" | "area" => {
            say!("take it out: who opens a message must not be seen to open it")
        }
        _ => say!("take it out, or use a `<div>` or `<span>` with a `class`"),
    }
}
