//! Keeps array-core one and the same crate, whatever else a session depends on.
//!
//! cargo compiles a crate once for the union of the features that all its users ask for. If data
//! frames or a `:dep` asked for one more feature of a crate below array-core, cargo would compile
//! array-core anew for that session: minutes of waiting, and other types, so that no variable
//! survives. Hence every session depends on a package without code that asks for all features which
//! array-core and array-frames together use of the crates below array-core, and for those which
//! widely used crates ask for besides. Sessions with data frames depend on a second one, which asks
//! for what widely used crates ask for below array-frames: polars takes longer still.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use engine_support::rustc;
use serde::Deserialize;

/// The package's name.
pub(crate) const NAME: &str = "array-kernel-unify";
/// The name of the one for data frames, and its manifest.
pub(crate) const FRAMES_NAME: &str = "array-kernel-unify-frames";
const FRAMES_MANIFEST: &str = include_str!("frames.toml");
/// The directories of the two in a runtime.
const DIRECTORY: &str = "unify";
const FRAMES_DIRECTORY: &str = "unify-frames";

/// Features of crates below array-core that smartcore, linfa, candle, burn, nalgebra, statrs, image
/// and csv ask for. They cost seconds once; asked for by a `:dep` only, each would cost minutes.
const ALSO_USED: [(&str, &[&str]); 17] = [
    ("approx", &["default", "std"]),
    ("crc32fast", &["default"]),
    ("crossbeam-epoch", &["default"]),
    ("either", &["default", "std", "use_std"]),
    ("libc", &["extra_traits"]),
    ("matrixmultiply", &["default"]),
    ("memmap2", &["stable_deref_trait"]),
    ("ndarray", &["rayon", "serde"]),
    ("num-complex", &["bytemuck"]),
    ("num-integer", &["i128"]),
    ("plotters", &["evcxr"]),
    ("proc-macro2", &["span-locations"]),
    ("rand", &["small_rng"]),
    ("serde_core", &["default"]),
    ("serde_json", &["alloc", "raw_value"]),
    ("simd-adler32", &["const-generics", "default", "std"]),
    ("syn", &["fold", "visit"]),
];
/// The same for crates that only these features bring, with their versions.
const BROUGHT: [(&str, &str, &[&str]); 3] = [
    ("bytemuck", "1", &BYTEMUCK),
    ("either", "1", &["default", "std", "use_std"]),
    ("crossbeam-epoch", "0.9", &["default"]),
];

const BYTEMUCK: [&str; 6] = [
    "aarch64_simd",
    "derive",
    "extern_crate_alloc",
    "min_const_generics",
    "must_cast",
    "wasm_simd",
];

/// What `cargo metadata` tells, as far as it matters here.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    /// None for a package of the workspace.
    source: Option<String>,
    targets: Vec<Target>,
    features: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Target {
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    features: Vec<String>,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<DependencyKind>,
}

#[derive(Deserialize)]
struct DependencyKind {
    /// None for an ordinary dependency, else `build` or `dev`.
    kind: Option<String>,
}

/// What a crate is compiled for. cargo unifies features for each apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    /// To run in the cells' process.
    Target,
    /// To run in the compiler or before it: procedural macros, build scripts and what they use.
    Host,
}

/// The command that adds the package to a session.
pub(crate) fn dependency(runtime: &Path) -> String {
    format!(":dep {NAME} = {{ path = {:?} }}", runtime.join(DIRECTORY))
}

/// The command that adds the one for data frames.
pub(crate) fn frames_dependency(runtime: &Path) -> String {
    format!(":dep {FRAMES_NAME} = {{ path = {:?} }}", runtime.join(FRAMES_DIRECTORY))
}

/// Writes the packages. This is when cargo downloads what array-frames needs, so that sessions can
/// do without the network.
///
/// # Errors
/// When cargo cannot resolve the runtime's sources.
pub(crate) fn write(runtime: &Path) -> Result<()> {
    let metadata = metadata(&runtime.join("src"))?;
    write_package(&runtime.join(DIRECTORY), &manifest(&metadata))?;
    write_package(&runtime.join(FRAMES_DIRECTORY), FRAMES_MANIFEST)
}

fn write_package(package: &Path, manifest: &str) -> Result<()> {
    fs::create_dir_all(package)
        .and_then(|()| fs::write(package.join("Cargo.toml"), manifest))
        .and_then(|()| fs::write(package.join("lib.rs"), "//! Asks for features.\n"))
        .with_context(|| format!("cannot write the package {}", package.display()))
}

fn metadata(workspace: &Path) -> Result<Metadata> {
    let host = rustc::host(&rustc::version()?)?;
    let mut cargo = Command::new("cargo");
    cargo
        .args(["metadata", "--format-version", "1", "--filter-platform", &host])
        .current_dir(workspace);
    serde_json::from_str(&run(&mut cargo)?).context("`cargo metadata` cannot be read")
}

fn run(command: &mut Command) -> Result<String> {
    let program = command.get_program().display().to_string();
    let output = command.output().with_context(|| format!("{program} does not start"))?;
    if !output.status.success() {
        bail!("{program} failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn manifest(metadata: &Metadata) -> String {
    let packages: BTreeMap<_, _> = metadata.packages.iter().map(|p| (p.id.as_str(), p)).collect();
    let nodes: BTreeMap<_, _> = metadata.resolve.nodes.iter().map(|n| (n.id.as_str(), n)).collect();
    let below = below_array_core(&packages, &nodes);
    let section = |side: Side| -> String {
        let ids = below.iter().filter(|(_, of)| *of == side).map(|(id, _)| *id);
        let crates = ids.filter_map(|id| Some((packages.get(id)?, nodes.get(id)?)));
        let lines: BTreeSet<_> = crates.filter_map(|(package, node)| line(package, node)).collect();
        lines.into_iter().collect()
    };
    let is_below =
        |name: &str| below.iter().any(|(id, _)| packages.get(id).is_some_and(|p| p.name == name));
    let brought = BROUGHT.iter().filter(|(name, ..)| !is_below(name));
    let brought: String = brought
        .map(|(name, version, features)| {
            format!(
                "{name} = {{ version = {version:?}, default-features = false, \
                 features = {features:?} }}\n"
            )
        })
        .collect();
    format!(
        "[package]\nname = \"{NAME}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [lib]\npath = \"lib.rs\"\n\n\
         [dependencies]\n{}{brought}\n[build-dependencies]\n{}",
        section(Side::Target),
        section(Side::Host),
    )
}

fn line(package: &Package, node: &Node) -> Option<String> {
    package.source.as_ref()?;
    let name = &package.name;
    // What follows a `+` is not part of a requirement.
    let version = package.version.split('+').next().unwrap_or(&package.version);
    let key = format!("{name}-{version}").replace('.', "_");
    let asked = node.features.iter().map(String::as_str);
    let also = ALSO_USED.iter().filter(|(also, _)| also == name).flat_map(|(_, also)| *also);
    let also = also.copied().filter(|feature| package.features.contains_key(*feature));
    let mut features: Vec<&str> = asked.chain(also).collect();
    features.sort_unstable();
    features.dedup();
    Some(format!(
        "{key} = {{ package = {name:?}, version = \"={version}\", default-features = false, \
         features = {features:?} }}\n"
    ))
}

/// All crates that array-core depends on, and what they are compiled for.
fn below_array_core<'a>(
    packages: &BTreeMap<&'a str, &'a Package>,
    nodes: &BTreeMap<&'a str, &'a Node>,
) -> BTreeSet<(&'a str, Side)> {
    let is_root = |package: &&&Package| package.name == "array-core" && package.source.is_none();
    let root = packages.values().find(is_root);
    let mut pending: Vec<_> =
        root.map(|root| (root.id.as_str(), Side::Target)).into_iter().collect();
    let mut found = BTreeSet::new();
    while let Some((id, side)) = pending.pop() {
        if !found.insert((id, side)) {
            continue;
        }
        for dependency in nodes.get(id).into_iter().flat_map(|node| &node.deps) {
            let Some(package) = packages.get(dependency.pkg.as_str()) else { continue };
            let is_macro = package.targets.iter().any(|t| t.kind.iter().any(|k| k == "proc-macro"));
            for DependencyKind { kind } in &dependency.dep_kinds {
                match kind.as_deref() {
                    None if is_macro => pending.push((&dependency.pkg, Side::Host)),
                    None => pending.push((&dependency.pkg, side)),
                    Some("build") => pending.push((&dependency.pkg, Side::Host)),
                    Some(_) => {}
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use serde_json::{Value, json};

    use super::*;

    fn package(name: &str, version: &str, kind: &str) -> Value {
        // Feature `visit` of syn is one that others use also; that `fold` is gone is no fault.
        let features = if name == "syn" { json!({ "visit": [], "full": [] }) } else { json!({}) };
        let source = (name != "array-core" && name != "array-frames").then_some("registry+x");
        let id = format!("{name}@{version}");
        json!({ "id": id, "name": name, "version": version, "source": source,
                "targets": [{ "kind": [kind] }], "features": features })
    }

    fn node(id: &str, features: &[&str], deps: &[(&str, Option<&str>)]) -> Value {
        let deps: Vec<_> = deps
            .iter()
            .map(|(pkg, kind)| json!({ "pkg": pkg, "dep_kinds": [{ "kind": kind }] }))
            .collect();
        json!({ "id": id, "features": features, "deps": deps })
    }

    #[test]
    fn the_package_asks_for_what_array_core_frames_and_others_use_below_array_core() {
        let metadata = json!({
            "packages": [
                package("array-core", "0.1.0", "lib"),
                package("array-frames", "0.1.0", "lib"),
                package("serde", "1.0.2", "lib"),
                package("serde_derive", "1.0.2", "proc-macro"),
                package("syn", "2.0.1", "lib"),
                package("autocfg", "1.5.0+x", "lib"),
                package("proptest", "1.0.0", "lib"),
                package("polars", "0.5.0", "lib"),
            ],
            "resolve": { "nodes": [
                node("array-core@0.1.0", &[], &[
                    ("serde@1.0.2", None), ("proptest@1.0.0", Some("dev")),
                ]),
                node("array-frames@0.1.0", &[], &[
                    ("array-core@0.1.0", None), ("polars@0.5.0", None),
                ]),
                node("serde@1.0.2", &["default", "derive"], &[
                    ("serde_derive@1.0.2", None), ("autocfg@1.5.0+x", Some("build")),
                ]),
                node("serde_derive@1.0.2", &[], &[("syn@2.0.1", None)]),
                node("syn@2.0.1", &["full"], &[]),
                node("autocfg@1.5.0+x", &[], &[]),
                node("proptest@1.0.0", &[], &[]),
                node("polars@0.5.0", &[], &[("serde@1.0.2", None)]),
            ] },
        });
        let manifest = manifest(&serde_json::from_value(metadata).unwrap());
        let dependencies = manifest.split_once("[dependencies]").unwrap().1;
        expect![[r#"

            serde-1_0_2 = { package = "serde", version = "=1.0.2", default-features = false, features = ["default", "derive"] }
            bytemuck = { version = "1", default-features = false, features = ["aarch64_simd", "derive", "extern_crate_alloc", "min_const_generics", "must_cast", "wasm_simd"] }
            either = { version = "1", default-features = false, features = ["default", "std", "use_std"] }
            crossbeam-epoch = { version = "0.9", default-features = false, features = ["default"] }

            [build-dependencies]
            autocfg-1_5_0 = { package = "autocfg", version = "=1.5.0", default-features = false, features = [] }
            serde_derive-1_0_2 = { package = "serde_derive", version = "=1.0.2", default-features = false, features = [] }
            syn-2_0_1 = { package = "syn", version = "=2.0.1", default-features = false, features = ["full", "visit"] }
        "#]]
        .assert_eq(dependencies);
    }
}
