//! A drawing -> whether setting it stays within some seconds and some hundred megabytes.
//!
//! A drawing of a few lines can ask for hours: parts that repeat parts, filters upon filters,
//! patterns within patterns. All of it is counted before anything is drawn, and counting stops
//! where the limit is. Invariant: what a logo has, be it a coat of arms with shadows, passes.

use std::collections::BTreeMap;

use usvg::filter::Kind;
use usvg::roxmltree::{Document, Node};
use usvg::{Group, Paint, Tree};

use crate::diag::{Diagnostic, say};

use super::source::{large, reference};

/// Most shapes that are drawn, repeated ones counted each time: a detailed map of a country has
/// some ten thousand.
const SHAPES: u64 = 50_000;
/// Most lines and curves of all shapes.
const SEGMENTS: u64 = 1_000_000;
/// Most layers (groups that are drawn apart) within one another; each holds a whole picture.
const LAYERS_DEEP: u32 = 16;
/// Most layers, each counted by the part of the drawing that it covers.
const LAYERS: f32 = 400.0;
/// Most steps of filters, counted likewise: a shadow as programs write it has eight.
const FILTERS: f32 = 80.0;
/// How many times the drawing a layer, a filter or a tile may cover on one side.
const OVER: f32 = 4.0;
/// Most comparisons of style rules with parts.
const RULES: usize = 20_000_000;

/// Counts what the file says, before it is multiplied out.
pub(super) fn written(document: &Document<'_>) -> Result<(), Diagnostic> {
    let elements = document.descendants().filter(Node::is_element).count();
    let styles = document.descendants().filter(|node| node.tag_name().name() == "style");
    let rules = styles.filter_map(|node| node.text());
    let rules: usize = rules.map(|text| text.matches(['{', ',']).count()).sum();
    if rules.saturating_mul(elements) > RULES {
        return Err(large(&say!("it has too many style rules")));
    }
    if multiplied(document) > SHAPES * 2 {
        return Err(large(&say!("its parts repeat one another, more than {SHAPES} times")));
    }
    Ok(())
}

/// How many parts there are once every `use` and every marker is written out; stops counting
/// far beyond the limit.
fn multiplied(document: &Document<'_>) -> u64 {
    let nodes: Vec<Node<'_, '_>> = document.descendants().filter(Node::is_element).collect();
    let ids: BTreeMap<&str, usize> =
        (0..).zip(&nodes).filter_map(|(at, node)| Some((node.attribute("id")?, at))).collect();
    let places: BTreeMap<usize, usize> =
        (0..).zip(&nodes).map(|(at, node)| (node.id().get_usize(), at)).collect();
    let by_class = by_class(document);
    // Paints of one step cannot repeat anything.
    let repeats =
        |at: &usize| !matches!(nodes[*at].tag_name().name(), "linearGradient" | "radialGradient");
    let uses: Vec<Vec<usize>> = nodes
        .iter()
        .map(|node| {
            let mut names: Vec<&str> = Vec::new();
            for attribute in node.attributes() {
                let value = attribute.value();
                match attribute.name() {
                    "href" => names.extend(value.trim().strip_prefix('#')),
                    _ => names.extend(references(value)),
                }
            }
            let classes = node.attribute("class").unwrap_or_default().split_whitespace();
            names.extend(classes.filter_map(|class| by_class.get(class)).flatten());
            names.iter().filter_map(|name| ids.get(name).copied()).filter(repeats).collect()
        })
        .collect();
    let parents: Vec<Option<usize>> = nodes
        .iter()
        .map(|node| places.get(&node.parent_element()?.id().get_usize()).copied())
        .collect();
    let markers: Vec<usize> = (0..)
        .zip(&nodes)
        .filter(|(_, node)| node.tag_name().name() == "marker")
        .map(|(at, _)| at)
        .collect();
    let by_style = nodes.iter().any(|node| {
        node.tag_name().name() == "style" && node.text().is_some_and(|it| it.contains("marker"))
    });
    let marked = |node: &Node<'_, '_>| {
        by_style
            || node.ancestors().any(|node| {
                node.attributes().any(|it| {
                    it.name().starts_with("marker-") && it.value() != "none"
                        || it.name() == "style" && it.value().contains("marker")
                })
            })
    };
    // Corners of shapes, each of which repeats a marker.
    let corners: Vec<u64> = nodes
        .iter()
        .map(|node| {
            let path = node.attribute("d").or_else(|| node.attribute("points"));
            let path = path.filter(|_| !markers.is_empty() && marked(node)).unwrap_or_default();
            let signs = path.bytes().filter(|b| b.is_ascii_alphabetic() || b" ,-".contains(b));
            u64::try_from(signs.count() / 2).unwrap_or(u64::MAX)
        })
        .collect();
    let mut costs = vec![1_u64; nodes.len()];
    // Each pass sees one level of repetition more; ten of them beyond two are a bomb already.
    for _ in 0..16 {
        let marker = markers.iter().map(|at| costs[*at]).max().unwrap_or(0);
        let mut next: Vec<u64> = vec![1; nodes.len()];
        for at in (0..nodes.len()).rev() {
            let own = next[at]
                .saturating_add(
                    uses[at].iter().map(|target| costs[*target]).fold(0, u64::saturating_add),
                )
                .saturating_add(corners[at].saturating_mul(marker));
            next[at] = own;
            if let Some(parent) = parents[at] {
                next[parent] = next[parent].saturating_add(own);
            }
        }
        if next == costs || next.first().is_some_and(|all| *all > SHAPES * 2) {
            return next.first().copied().unwrap_or(0);
        }
        costs = next;
    }
    costs.first().copied().unwrap_or(0)
}

/// The parts that a value refers to.
fn references(value: &str) -> impl Iterator<Item = &str> {
    value.split("url(").skip(1).filter_map(reference)
}

/// The parts that rules of style sheets refer to, by the classes that the rules name.
fn by_class<'a>(document: &'a Document<'_>) -> BTreeMap<&'a str, Vec<&'a str>> {
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let sheets = document.descendants().filter(|node| node.tag_name().name() == "style");
    for rule in sheets.filter_map(|node| node.text()).flat_map(|text| text.split('}')) {
        let Some((selectors, declared)) = rule.split_once('{') else { continue };
        let targets: Vec<&str> = references(declared).collect();
        if targets.is_empty() {
            continue;
        }
        let mark = |c: char| c.is_whitespace() || ",.#:>[+~*".contains(c);
        for class in selectors.split(mark).filter(|class| !class.is_empty()) {
            found.entry(class).or_default().extend(&targets);
        }
    }
    found
}

/// Counts what is drawn.
pub(super) fn drawn(tree: &Tree) -> Result<(), Diagnostic> {
    let size = tree.size();
    let mut count = Count {
        side: size.width().max(size.height()),
        area: size.width() * size.height(),
        shapes: 0,
        segments: 0,
        layers: 0.0,
        filters: 0.0,
    };
    count.group(tree.root(), 0)
}

struct Count {
    /// The longer side of the drawing, in its units.
    side: f32,
    area: f32,
    shapes: u64,
    segments: u64,
    layers: f32,
    filters: f32,
}

impl Count {
    fn group(&mut self, group: &Group, deep: u32) -> Result<(), Diagnostic> {
        self.shape(1, 0)?;
        let mut deep = deep;
        if group.should_isolate() {
            deep += 1;
            let bounds = group.abs_layer_bounding_box();
            let share = self.share(bounds.width(), bounds.height());
            self.layers += share;
            self.layer(deep)?;
            for filter in group.filters() {
                let reach = self.side * OVER;
                if bounds.width() > reach || bounds.height() > reach {
                    return Err(large(&say!(
                        "it has a filter that is far larger than the drawing"
                    )));
                }
                for step in filter.primitives() {
                    self.filters += self.steps(step.kind(), deep)? * share;
                }
            }
            if self.filters > FILTERS {
                return Err(large(&say!("it has too many filters, such as shadows and blurs")));
            }
        }
        let (mut clip, mut below) = (group.clip_path(), deep);
        while let Some(path) = clip {
            below += 1;
            self.layer(below)?;
            self.group(path.root(), below)?;
            clip = path.clip_path();
        }
        let (mut mask, mut below) = (group.mask(), deep);
        while let Some(it) = mask {
            below += 1;
            self.layer(below)?;
            self.group(it.root(), below)?;
            mask = it.mask();
        }
        for node in group.children() {
            match node {
                usvg::Node::Group(group) => self.group(group, deep)?,
                usvg::Node::Path(path) => self.path(path, deep)?,
                // There is neither in a drawing that has been read here.
                usvg::Node::Image(_) | usvg::Node::Text(_) => {}
            }
        }
        Ok(())
    }

    /// Holds layers against their limits.
    fn layer(&self, deep: u32) -> Result<(), Diagnostic> {
        match deep > LAYERS_DEEP || self.layers > LAYERS {
            true => Err(large(&say!("it has too many see-through layers on top of one another"))),
            false => Ok(()),
        }
    }

    fn path(&mut self, path: &usvg::Path, deep: u32) -> Result<(), Diagnostic> {
        let bounds = path.abs_stroke_bounding_box();
        let mut segments = count(path.data().verbs().len());
        if let Some(dashes) = path.stroke().and_then(|stroke| stroke.dasharray()) {
            let (long, local) = (dashes.iter().sum::<f32>(), path.bounding_box());
            let around = (local.width() + local.height()) * 2.0;
            segments += count(path.data().verbs().len()) * whole(around / long.max(1e-6));
        }
        self.shape(1, segments)?;
        let fill = path.fill().map(usvg::Fill::paint);
        for paint in [fill, path.stroke().map(usvg::Stroke::paint)].into_iter().flatten() {
            let Paint::Pattern(pattern) = paint else { continue };
            let scale = path.abs_transform().pre_concat(pattern.transform()).get_scale();
            let (wide, high) =
                (pattern.rect().width() * scale.0, pattern.rect().height() * scale.1);
            if wide.max(high) > self.side * OVER {
                return Err(large(&say!(
                    "it has a pattern whose tile is far larger than the drawing"
                )));
            }
            let tiles = (bounds.width() / wide.max(1e-6)) * (bounds.height() / high.max(1e-6));
            // A tile is drawn once and repeated as pixels, or set once for paper.
            self.shape(whole(tiles.min(1e6)) / 1000, 0)?;
            self.layers += self.share(wide, high);
            self.group(pattern.root(), deep + 1)?;
        }
        Ok(())
    }

    fn shape(&mut self, shapes: u64, segments: u64) -> Result<(), Diagnostic> {
        self.shapes = self.shapes.saturating_add(shapes);
        self.segments = self.segments.saturating_add(segments);
        if self.shapes > SHAPES {
            return Err(large(&say!("it has more than {SHAPES} shapes")));
        }
        if self.segments > SEGMENTS {
            return Err(large(&say!("its shapes have more than {SEGMENTS} lines and curves")));
        }
        Ok(())
    }

    /// What part of the drawing something covers; what is tiny still has to be set up.
    fn share(&self, width: f32, height: f32) -> f32 {
        (width * height / self.area.max(f32::MIN_POSITIVE)).clamp(0.01, OVER * OVER)
    }

    /// How much work a step of a filter is, a blur being one.
    fn steps(&mut self, kind: &Kind, deep: u32) -> Result<f32, Diagnostic> {
        let reach = self.side / 1000.0;
        #[expect(clippy::cast_precision_loss, reason = "small numbers, and a guess")]
        let steps = match kind {
            Kind::ConvolveMatrix(it) => {
                (it.matrix().columns() as f32 * it.matrix().rows() as f32 / 8.0).max(1.0)
            }
            Kind::Morphology(it) => {
                let side = |radius: f32| radius / reach.max(1e-6) * 2.0 + 1.0;
                (side(it.radius_x().get()) * side(it.radius_y().get()) / 16.0).max(1.0)
            }
            Kind::Turbulence(it) => it.num_octaves() as f32 * 4.0,
            Kind::DiffuseLighting(_) | Kind::SpecularLighting(_) => 4.0,
            Kind::Merge(it) => it.inputs().len() as f32,
            Kind::Image(it) => {
                self.group(it.root(), deep + 1)?;
                1.0
            }
            _ => 1.0,
        };
        Ok(steps)
    }
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped first")]
fn whole(number: f32) -> u64 {
    number.clamp(0.0, 1e9) as u64
}
