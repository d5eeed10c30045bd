//! What array-core offers by name, read from its sources: for whoever has no rust-analyzer.
//!
//! Functions, methods and types with their documentation are read from the code; what macros make is
//! read from the guide for NumPy users, which has a line for each function.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use engine_protocol::{CompletionItem, Documentation};
use quote::ToTokens as _;
use syn::{Attribute, Expr, ImplItem, Item, Lit, Meta, Visibility};

/// Where the sources lie in a runtime, and the guide.
const SOURCES: [&str; 2] = ["src/array-core/src", "src/array-core/frames/src"];
const GUIDE: &str = "src/array-core/docs/for_numpy_users.md";
/// Modules whose items cells do not see.
const INTERNAL: [&str; 2] = ["kernel", "tests"];

/// All names, each with what is known of it.
#[derive(Debug, Default)]
pub(crate) struct Catalogue {
    /// Free functions and types.
    items: BTreeMap<String, Entry>,
    /// Methods; those of arrays, where several types have one of a name.
    methods: BTreeMap<String, Entry>,
}

#[derive(Clone, Debug)]
struct Entry {
    kind: &'static str,
    signature: String,
    text: String,
    of_array: bool,
}

impl Catalogue {
    /// Reads a runtime's sources. What cannot be read is left out.
    pub(crate) fn read(runtime: &Path) -> Self {
        let mut catalogue = Self::default();
        for sources in SOURCES {
            for file in rust_files(&runtime.join(sources)) {
                let source = fs::read_to_string(file).unwrap_or_default();
                if let Ok(parsed) = syn::parse_file(&source) {
                    parsed.items.iter().for_each(|item| catalogue.add(item, &source));
                }
                // The parser keeps the text of what it has read until it is told to forget it.
                proc_macro2::extra::invalidate_current_thread_spans();
            }
        }
        let guide = fs::read_to_string(runtime.join(GUIDE)).unwrap_or_default();
        guide.lines().for_each(|line| catalogue.add_example(line));
        catalogue
    }

    /// The names that begin so: methods behind a dot, else functions and types.
    pub(super) fn complete(&self, prefix: &str, behind_dot: bool) -> Vec<CompletionItem> {
        let all = if behind_dot { &self.methods } else { &self.items };
        let fitting =
            all.range(prefix.to_owned()..).take_while(|(name, _)| name.starts_with(prefix));
        fitting
            .map(|(name, entry)| CompletionItem {
                text: name.clone(),
                kind: entry.kind.into(),
                signature: Some(entry.signature.clone()),
            })
            .collect()
    }

    /// What is known of a name; of a function rather than of a method, unless that is asked for.
    pub(crate) fn explain(&self, name: &str, is_method: bool) -> Option<Documentation> {
        let [first, second] =
            if is_method { [&self.methods, &self.items] } else { [&self.items, &self.methods] };
        let Entry { signature, text, .. } = first.get(name).or_else(|| second.get(name))?;
        Some(Documentation {
            text: format!("{signature}\n\n{text}"),
            markdown: format!("```rust\n{signature}\n```\n\n{text}"),
        })
    }

    fn add(&mut self, item: &Item, source: &str) {
        match item {
            Item::Fn(item) if is_public(&item.vis) => {
                let signature = excerpt(source, &item.sig);
                self.add_item(&item.sig.ident, "function", signature, &item.attrs);
            }
            Item::Struct(item) if is_public(&item.vis) => {
                let signature = format!("struct {}", item.ident);
                self.add_item(&item.ident, "type", signature, &item.attrs);
            }
            Item::Enum(item) if is_public(&item.vis) => {
                let signature = format!("enum {}", item.ident);
                self.add_item(&item.ident, "type", signature, &item.attrs);
            }
            Item::Impl(item) if item.trait_.is_none() => {
                let of_array = item.self_ty.to_token_stream().to_string().starts_with("Array ");
                for part in &item.items {
                    let ImplItem::Fn(method) = part else { continue };
                    let text = documentation(&method.attrs);
                    if !is_public(&method.vis) || method.sig.receiver().is_none() || text.is_empty()
                    {
                        continue;
                    }
                    let name = method.sig.ident.to_string();
                    if of_array || self.methods.get(&name).is_none_or(|known| !known.of_array) {
                        let signature = excerpt(source, &method.sig);
                        let entry = Entry { kind: "method", signature, text, of_array };
                        self.methods.insert(name, entry);
                    }
                }
            }
            _ => {}
        }
    }

    fn add_item(
        &mut self,
        name: &syn::Ident,
        kind: &'static str,
        signature: String,
        attributes: &[Attribute],
    ) {
        let text = documentation(attributes);
        // What nobody documents is nobody's to call.
        if !text.is_empty() {
            let entry = Entry { kind, signature, text, of_array: false };
            self.items.insert(name.to_string(), entry);
        }
    }

    /// Adds the names in a line of the guide, `a.mean_axis(0);  // a.mean(axis=0)`, that are not known.
    fn add_example(&mut self, line: &str) {
        let Some((code, numpy)) = line.split_once("//") else { return };
        let code = code.trim().trim_end_matches(';');
        let numpy = numpy.split('#').next().unwrap_or_default().trim();
        let text = format!("NumPy: `{numpy}`");
        for (at, _) in code.match_indices('(') {
            let before = &code[..at];
            let start = before.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_').len();
            let (name, before) = (&before[start..], &before[..start]);
            if !name.starts_with(|c: char| c.is_lowercase()) || before.ends_with("::") {
                continue;
            }
            let (known, kind) = if before.ends_with('.') {
                (&mut self.methods, "method")
            } else {
                (&mut self.items, "function")
            };
            known.entry(name.to_owned()).or_insert_with(|| {
                let signature = code.to_owned();
                Entry { kind, signature, text: text.clone(), of_array: true }
            });
        }
    }
}

fn rust_files(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten().map(|entry| entry.path());
    let (directories, files): (Vec<PathBuf>, Vec<PathBuf>) =
        entries.partition(|path| path.is_dir());
    let is_internal = |path: &PathBuf| {
        path.file_stem().is_some_and(|name| INTERNAL.iter().any(|internal| name == *internal))
    };
    let below = directories.into_iter().filter(|path| !is_internal(path));
    let files = files.into_iter().filter(|path| path.extension().is_some_and(|end| end == "rs"));
    let files = files.filter(|path| !is_internal(path));
    below.flat_map(|path| rust_files(&path)).chain(files).collect()
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The text of documentation comments; none for what is hidden.
fn documentation(attributes: &[Attribute]) -> String {
    let mut text = String::new();
    for attribute in attributes {
        match &attribute.meta {
            Meta::NameValue(pair) if pair.path.is_ident("doc") => {
                if let Expr::Lit(literal) = &pair.value
                    && let Lit::Str(line) = &literal.lit
                {
                    let line = line.value();
                    text += line.strip_prefix(' ').unwrap_or(&line);
                    text.push('\n');
                }
            }
            Meta::List(list) if list.path.is_ident("doc") => return String::new(),
            _ => {}
        }
    }
    text.trim_end().to_owned()
}

/// A piece of the source, on one line.
fn excerpt(source: &str, part: &impl syn::spanned::Spanned) -> String {
    let text = source.get(part.span().byte_range()).unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A runtime whose sources are this repository's.
    fn catalogue() -> Catalogue {
        let runtime = tempfile::tempdir().unwrap();
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        fs::create_dir(runtime.path().join("src")).unwrap();
        let link = runtime.path().join("src/array-core");
        std::os::unix::fs::symlink(repository.join("array-core"), link).unwrap();
        Catalogue::read(runtime.path())
    }

    #[test]
    fn functions_methods_and_types_are_known_with_their_documentation() {
        let catalogue = catalogue();
        let names = |prefix, behind_dot| {
            let found = catalogue.complete(prefix, behind_dot).into_iter();
            found.map(|item| item.text).collect::<Vec<_>>()
        };
        assert!(names("zer", false).contains(&"zeros".to_owned()));
        assert!(names("resh", true).contains(&"reshape".to_owned()));
        for (name, is_method) in [
            ("zeros", false),
            ("Array", false),
            ("reshape", true),
            ("sqrt", false),
            ("mean_axis", true),
        ] {
            let found = catalogue.explain(name, is_method).unwrap_or_else(|| panic!("{name}"));
            assert!(found.text.contains(name) && found.markdown.len() > 20, "{}", found.text);
        }
        assert!(catalogue.explain("no_such_name", false).is_none());
        let zeros = catalogue.explain("zeros", false).unwrap().text;
        assert!(zeros.starts_with("fn zeros(") && zeros.contains("numpy.zeros"), "{zeros}");
    }

    #[test]
    fn the_guide_tells_what_macros_make() {
        let mut catalogue = Catalogue::default();
        catalogue.add_example("a.mean_axis(0);    // a.mean(axis=0)  # [2.5 6.5]");
        let found = catalogue.explain("mean_axis", true).unwrap();
        assert_eq!(found.text, "a.mean_axis(0)\n\nNumPy: `a.mean(axis=0)`");
    }

    #[test]
    fn a_runtime_without_sources_has_an_empty_one() {
        let nowhere = tempfile::tempdir().unwrap();
        assert!(Catalogue::read(nowhere.path()).complete("", false).is_empty());
    }
}
