//! Compares two revisions of a programme: `cargo run --example compare_revisions`.

use std::error::Error;
use tongbiao::{amendment::Amendment, check::read, programme::Programme};

fn main() -> Result<(), Box<dyn Error>> {
    let old = read::<Programme>(include_bytes!("revisions/little-angel-leukaemia.2.json"))?.body;
    let new = read::<Programme>(include_bytes!("../cases/programmes/little-angel-leukaemia.json"))?.body;
    let amendment = Amendment::of(&old, &new, None);
    for change in &amendment.changes {
        let words = |side: &Option<tongbiao::amendment::Side>| side.as_ref().map(|side| side.words.en.clone());
        let [before, after] = [words(&change.before), words(&change.after)].map(Option::unwrap_or_default);
        println!("{}: {}: {before} → {after}", change.kind.label().en, change.what.en);
    }
    Ok(())
}
