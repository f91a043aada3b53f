//! Writes the published files into a folder: `cargo run --example write_schemas -- FOLDER`.

use std::{env, error::Error, fs, path::Path};
use tongbiao::schema::{SchemaOptions, files};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args().nth(1).ok_or("usage: write_schemas FOLDER")?;
    fs::create_dir_all(&folder)?;
    for (name, text) in files(&SchemaOptions::default()) {
        fs::write(Path::new(&folder).join(name), text)?;
    }
    Ok(())
}
