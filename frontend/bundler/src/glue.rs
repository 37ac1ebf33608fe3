//! The JavaScript between the browser and the WASM.

use wasm_bindgen_cli_support::Bindgen;

use crate::Result;

pub struct Glue {
    pub js: Vec<u8>,
    pub wasm: Vec<u8>,
}

pub fn generate(compiled: &[u8]) -> Result<Glue> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes("woonzorgagenda", compiled.to_vec())
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        // The page names the WASM file, which is hashed after the glue was written.
        .omit_default_module_path(true);
    let mut output = bindgen
        .web(true)
        .and_then(Bindgen::generate_output)
        .map_err(|error| format!("wasm-bindgen refused the compiled WASM: {error:#}"))?;
    // The glue would import these by a path that a flat folder of hashed names does not have.
    let owners: Vec<&str> = output
        .snippets()
        .iter()
        .filter(|(_, files)| !files.is_empty())
        .map(|(owner, _)| owner)
        .chain(output.local_modules().keys())
        .map(String::as_str)
        .collect();
    if !owners.is_empty() {
        return Err(format!(
            "these bring JavaScript files of their own, which the bundler cannot place: {}",
            owners.join(", ")
        ));
    }
    Ok(Glue { js: output.js().as_bytes().to_vec(), wasm: output.wasm_mut().emit_wasm() })
}
