//! Generates a module of types for each published schema.

use std::{env, error::Error, fmt::Write as _, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed=SCHEMAS");
    let schemas = env::var("SCHEMAS").unwrap_or_else(|_| "../../../schemas/1.0".to_owned());
    let schemas = PathBuf::from(schemas);
    println!("cargo::rerun-if-changed={}", schemas.display());
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let index: serde_json::Value = serde_json::from_str(&fs::read_to_string(schemas.join("index.json"))?)?;
    let mut kinds = Vec::new();
    for schema in index["schemas"].as_array().ok_or("index.json lists no schemas")? {
        kinds.push((
            schema["kind"].as_str().ok_or("no kind")?.to_owned(),
            schema["file"].as_str().ok_or("no file")?.to_owned(),
        ));
    }
    if schemas.join("tongbiao.schema.json").exists() {
        kinds.push(("tongbiao".to_owned(), "tongbiao.schema.json".to_owned()));
    }
    let (mut modules, mut arms) = (String::new(), String::new());
    for (kind, file) in &kinds {
        let text = fs::read_to_string(schemas.join(file))?;
        let schema: schemars::schema::RootSchema = serde_json::from_str(&text)?;
        let title = schema.schema.metadata.as_ref().and_then(|m| m.title.clone()).ok_or("no title")?;
        let mut types =
            typify_impl::TypeSpace::new(typify_impl::TypeSpaceSettings::default().with_derive("PartialEq".to_owned()));
        types.add_root_schema(schema)?;
        fs::write(out.join(format!("{kind}.rs")), prettyplease::unparse(&syn::parse2(types.to_stream())?))?;
        let module = kind.replace('-', "_");
        writeln!(
            modules,
            "#[allow(dead_code, clippy::all)]\npub mod {module} {{ include!(concat!(env!(\"OUT_DIR\"), \"/{kind}.rs\")); }}"
        )?;
        writeln!(arms, "        {kind:?} => again::<{module}::{title}>(document),")?;
    }
    let read = format!(
        "pub fn read(kind: &str, document: &str) -> Option<String> {{\n    match kind {{\n{arms}        _ => None,\n    }}\n}}\n"
    );
    fs::write(out.join("kinds.rs"), modules + &read)?;
    Ok(())
}
