//! `manifest.json`: where the server finds which files are current.

use crate::Result;

#[derive(Debug)]
pub struct Manifest {
    js: String,
    wasm: String,
    css: String,
    preload: Vec<String>,
    /// Of single pages: no part of a first visit.
    scripts: Vec<String>,
}

impl Manifest {
    pub fn new<'a>(
        js: String,
        wasm: String,
        styles: impl Iterator<Item = &'a str>,
        scripts: Vec<String>,
    ) -> Result<Manifest> {
        let (sheets, others): (Vec<&str>, Vec<&str>) = styles.partition(|name| name.ends_with(".css"));
        let [css] = sheets[..] else {
            return Err(format!(
                "the styles should hold one main-HASH.css, but hold {}; remove that folder and build the styles again",
                if sheets.is_empty() { "none".to_owned() } else { sheets.join(" and ") }
            ));
        };
        Ok(Manifest {
            js,
            wasm,
            css: css.to_owned(),
            preload: others.into_iter().filter(|name| name.ends_with(".woff2")).map(str::to_owned).collect(),
            scripts,
        })
    }

    /// What a browser downloads when it comes for the first time.
    pub fn first_visit(&self) -> impl Iterator<Item = &str> {
        [&self.wasm, &self.js, &self.css].into_iter().chain(&self.preload).map(String::as_str)
    }

    pub fn to_json(&self) -> String {
        let addresses = |names: &[String]| names.iter().map(|name| address(name)).collect::<Vec<_>>().join(",");
        format!(
            "{{\"js\":{},\"wasm\":{},\"css\":{},\"preload\":[{}],\"scripts\":[{}]}}\n",
            address(&self.js),
            address(&self.wasm),
            address(&self.css),
            addresses(&self.preload),
            addresses(&self.scripts)
        )
    }
}

fn address(name: &str) -> String {
    format!("{:?}", format!("/pkg/{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(styles: &[&str]) -> Result<Manifest> {
        Manifest::new(
            "app-1.js".to_owned(),
            "app-2.wasm".to_owned(),
            styles.iter().copied(),
            vec!["ronde-6.js".to_owned()],
        )
    }

    #[test]
    fn the_json_holds_addresses() {
        let manifest = manifest(&["arrow-5.svg", "main-3.css", "noto-4.woff2"]);
        assert_eq!(
            manifest.unwrap().to_json(),
            r#"{"js":"/pkg/app-1.js","wasm":"/pkg/app-2.wasm","css":"/pkg/main-3.css","preload":["/pkg/noto-4.woff2"],"scripts":["/pkg/ronde-6.js"]}
"#
        );
    }

    #[test]
    fn exactly_one_sheet_is_needed() {
        let problem = manifest(&["noto-4.woff2"]).unwrap_err();
        assert!(problem.contains("but hold none"), "{problem}");
        let problem = manifest(&["main-3.css", "main-4.css"]).unwrap_err();
        assert!(problem.contains("main-3.css and main-4.css"), "{problem}");
    }
}
