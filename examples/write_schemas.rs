//! Writes the published files into a folder: `cargo run --example write_schemas -- FOLDER`.

use std::{env, error::Error, fs, path::Path};
use tongbiao::schema::{SchemaOptions, files};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args().nth(1).ok_or("usage: write_schemas FOLDER")?;
    for (name, text) in files(&SchemaOptions::default()) {
        let path = Path::new(&folder).join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text)?;
    }
    Ok(())
}
