//! Posters that save toner: how much ink they take, and that all else is as on the others.

use std::fs;
use std::path::Path;

use crate::it::support::{printing, vpsite};

/// How dark a picture is on the whole: 0 is white, 100 black all over.
fn darkness(path: &Path) -> f64 {
    let picture = image::open(path).unwrap().to_luma8();
    let ink: f64 = picture.pixels().map(|pixel| f64::from(255 - pixel.0[0])).sum();
    ink / (255.0 * f64::from(picture.width()) * f64::from(picture.height())) * 100.0
}

#[test]
fn a_light_poster_takes_a_third_of_the_ink_and_half_beside_a_portrait() {
    let root = printing("ink", &["poster"]);
    let client = root.join("clients/minimal.yaml");
    let text = fs::read_to_string(&client).unwrap();
    let posters = "posters: [{design: question}, {design: person}, {design: pictogram}, \
                   {design: question, ink: light}, {design: person, ink: light}, {design: pictogram, ink: light}]";
    fs::write(&client, text.replace("posters: [{design: pictogram}]", posters)).unwrap();
    vpsite(&root, &["build", "clients/minimal.yaml"]).ended(0);
    let kit = root.join("dist/minimal");
    let pairs = [
        ("poster-nl", "poster-4-nl", 3.0),
        ("poster-2-nl", "poster-5-nl", 2.0),
        ("poster-3-nl", "poster-6-nl", 3.0),
    ];
    for (full, light, times) in pairs {
        let of = |name: &str| darkness(&kit.join(format!("screen/{name}.png")));
        let (full_ink, light_ink) = (of(full), of(light));
        assert!(light_ink * times < full_ink, "{full}: {full_ink:.1} %, {light}: {light_ink:.1} %");
    }
    let page = fs::read_to_string(kit.join("index.html")).unwrap();
    assert_eq!(page.matches("Spaart toner").count(), 3);
}
