//! What cargo says it has built, and which of it a session's cells may name.

use std::path::PathBuf;

use semver::{Version, VersionReq};
use serde::Deserialize;
use toml::{Table, Value};

use super::Dependencies;
use super::manifest::PACKAGE;

/// cargo's messages, as far as they matter here.
#[derive(Deserialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
enum Message {
    CompilerArtifact {
        package_id: String,
        target: Target,
        filenames: Vec<PathBuf>,
    },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

/// A library that cargo has built or found built.
pub(super) struct Artifact {
    package: String,
    version: String,
    /// What code calls it, unless its user has renamed it.
    pub(super) name: String,
    is_macro: bool,
    pub(super) files: Vec<PathBuf>,
}

/// All that was built.
pub(super) struct Said {
    pub(super) artifacts: Vec<Artifact>,
    lock: Table,
}

impl Said {
    /// Reads cargo's messages, one JSON value per line, and the workspace's `Cargo.lock`.
    pub(super) fn new(messages: &str, lock: &str) -> Self {
        let artifact = |line: &str| artifact(serde_json::from_str(line).ok()?);
        Self {
            artifacts: messages.lines().filter_map(artifact).collect(),
            lock: lock.parse().unwrap_or_default(),
        }
    }

    /// The crates that cells may name, with the files to link.
    pub(super) fn direct(&self, dependencies: &Dependencies) -> Vec<(String, PathBuf)> {
        let found = self.asked_for(dependencies).filter_map(|(name, artifact)| {
            let file = artifact.files.iter().find(|file| {
                let kind = file.extension().unwrap_or_default();
                kind == "rlib" || artifact.is_macro && kind != "rmeta"
            });
            Some((name, file.or(artifact.files.first())?.clone()))
        });
        found.collect()
    }

    /// The names of those crates that a library can link.
    pub(super) fn linkable(&self, dependencies: &Dependencies) -> Vec<String> {
        let libraries = self.asked_for(dependencies).filter(|(_, artifact)| !artifact.is_macro);
        libraries.map(|(name, _)| name).collect()
    }

    fn asked_for(&self, dependencies: &Dependencies) -> impl Iterator<Item = (String, &Artifact)> {
        dependencies.crates().filter_map(|(name, key)| {
            let value = &dependencies.0[key];
            let renamed = value.get("package").and_then(Value::as_str);
            let package = renamed.unwrap_or(key);
            let version = self.version(package, value);
            let mut last_first = self.artifacts.iter().rev();
            let artifact = last_first.find(|artifact| {
                artifact.package == package
                    && version.as_ref().is_none_or(|version| artifact.version == *version)
            })?;
            // A crate may call its library otherwise than its package.
            let name = if renamed.is_some() { name } else { artifact.name.clone() };
            Some((name, artifact))
        })
    }

    /// The version of a package that cargo has chosen for what was asked, where several are built.
    fn version(&self, package: &str, asked: &Value) -> Option<String> {
        let asked = asked.as_str().or_else(|| asked.get("version")?.as_str()).unwrap_or("*");
        let asked = VersionReq::parse(asked).ok()?;
        let versions = self.versions(package);
        let fitting = versions
            .iter()
            .filter(|version| Version::parse(version).is_ok_and(|version| asked.matches(&version)));
        let newest = fitting.max_by_key(|version| Version::parse(version).ok());
        newest.map(|version| (*version).to_owned())
    }

    /// The versions of a package that the session's own package depends on. `Cargo.lock` says them
    /// where there are several.
    fn versions(&self, package: &str) -> Vec<&str> {
        let all = self.lock.get("package").and_then(Value::as_array);
        let mut all = all.into_iter().flatten();
        let own = all.find(|entry| entry.get("name").and_then(Value::as_str) == Some(PACKAGE));
        let needed = own.and_then(|entry| entry.get("dependencies")?.as_array());
        let versions = needed.into_iter().flatten().filter_map(|needed| {
            let mut words = needed.as_str()?.split(' ');
            (words.next() == Some(package)).then(|| words.next())?
        });
        versions.collect()
    }
}

fn artifact(message: Message) -> Option<Artifact> {
    let Message::CompilerArtifact { package_id, target, filenames } = message else {
        return None;
    };
    let is_macro = target.kind.iter().any(|kind| kind == "proc-macro");
    let is_library =
        target.kind.iter().any(|kind| ["lib", "rlib", "dylib"].contains(&kind.as_str()));
    let (package, version) = identified(&package_id);
    (is_macro || is_library).then(|| Artifact {
        package: package.to_owned(),
        version: version.to_owned(),
        name: target.name.replace('-', "_"),
        is_macro,
        files: filenames,
    })
}

/// The package's name and version in its identifier: `registry+https://..#rand@0.9.2`,
/// `path+file:///x/mine#0.1.0` or `path+file:///x/dir#mine@0.1.0`.
fn identified(id: &str) -> (&str, &str) {
    let (source, fragment) = id.split_once('#').unwrap_or(("", id));
    fragment.split_once('@').unwrap_or_else(|| {
        let path = source.split('?').next().unwrap_or(source);
        (path.rsplit('/').next().unwrap_or(path), fragment)
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn packages_are_known_by_name_and_version() {
        let registry = "registry+https://example.org/index#rand@0.9.2";
        assert_eq!(identified(registry), ("rand", "0.9.2"));
        assert_eq!(identified("path+file:///x/mine#0.1.0"), ("mine", "0.1.0"));
        assert_eq!(identified("path+file:///x/dir#mine@0.1.0"), ("mine", "0.1.0"));
        assert_eq!(identified("git+https://example.org/it?rev=1#2.0.0"), ("it", "2.0.0"));
    }

    #[test]
    fn of_several_versions_the_one_that_was_asked_for_is_linked() {
        let built = |version: &str| {
            format!(
                r#"{{"reason":"compiler-artifact","package_id":"registry+x#ndarray@{version}",
                "target":{{"name":"ndarray","kind":["lib"]}},"filenames":["{version}.rlib"]}}"#
            )
            .replace('\n', "")
        };
        let messages = ["0.16.1", "0.17.2", "0.15.6"].map(built).join("\n");
        let lock = r#"
            [[package]]
            name = "linfa"
            dependencies = ["ndarray 0.15.6"]
            [[package]]
            name = "notebook-crates"
            dependencies = ["linfa", "ndarray 0.16.1", "ndarray 0.17.2"]
        "#;
        let said = Said::new(&messages, lock);
        let linked = |line: &str| {
            let dependencies = Dependencies::default().with(line, Path::new("/")).unwrap();
            said.direct(&dependencies)
        };
        let file = |name: &str, file: &str| vec![(name.to_owned(), PathBuf::from(file))];
        assert_eq!(linked(r#"ndarray = "0.16""#), file("ndarray", "0.16.1.rlib"));
        assert_eq!(linked(r#"ndarray = { version = "0.17" }"#), file("ndarray", "0.17.2.rlib"));
        let renamed = r#"old = { package = "ndarray", version = "0.16" }"#;
        assert_eq!(linked(renamed), file("old", "0.16.1.rlib"));
        assert_eq!(linked("ndarray"), file("ndarray", "0.17.2.rlib"));
    }

    #[test]
    fn of_one_version_nothing_is_asked() {
        let message = r#"{"reason":"compiler-artifact","package_id":"git+https://x/it#0.2.0",
            "target":{"name":"it-is","kind":["rlib"]},"filenames":["it.rlib"]}"#;
        let said = Said::new(&message.replace('\n', ""), "");
        let line = r#"it = { git = "https://x/it" }"#;
        let dependencies = Dependencies::default().with(line, Path::new("/")).unwrap();
        assert_eq!(said.direct(&dependencies), [("it_is".to_owned(), PathBuf::from("it.rlib"))]);
    }
}
