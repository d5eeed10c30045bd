//! Bindings and their types.

use expect_test::expect;

use crate::session::{Session, check};

#[test]
fn values_stay_and_change() {
    check(
        &["let mut a = 34; let b = 8;", "a = a + b;", "a", "a += 1; (a, b)", "b = 2;", "b"],
        expect![[r#"
            [3] = 42
            [4] = (43, 8)
            [5] error E0594 at 1:1-1:6
            [6] = 8
        "#]],
    );
}

#[test]
fn a_name_can_be_bound_again() {
    check(
        &[
            "let x = 5;",
            "let x = x.to_string() + \"!\";",
            "let x = (x.len(), x);\nx",
            "let x = 1; let x = x + 1; let x = x * 10;",
            "x",
            "{ let x = 7; }\nx",
            "let mut x = x; x += 1;",
            "x",
        ],
        expect![[r#"
            [3] = (2, "5!")
            [5] = 20
            [6] = 20
            [8] = 21
        "#]],
    );
}

#[test]
fn patterns_bind_what_they_name() {
    check(
        &[
            "let _ = 1; let (x, ..) = (42, 43, 44);",
            "x",
            "struct Point { x: i32, y: i32 }\nlet p = Point { x: 3, y: 8 };",
            "let Point { x, y: y2 } = p;",
            "(x, y2)",
            "let [first, .., last] = [1, 2, 3, 4];",
            "(first, last)",
            "let (mut m, (n, _)) = (1, (2, 3)); m += n;",
            "m += 1; (m, n)",
            "let whole @ (left, _) = (1u8, 2u8);",
            "(whole, left)",
            "let _kept = 1; let (a, b); (a, b) = (1, 2);",
            "(_kept, a, b)",
        ],
        expect![[r#"
            [2] = 42
            [5] = (3, 8)
            [7] = (1, 4)
            [9] = (4, 2)
            [11] = ((1, 2), 1)
            [13] = (1, 1, 2)
        "#]],
    );
}

#[test]
fn names_may_be_upper_case() {
    check(
        &[
            "let A = array([[2., 0.], [0., 4.]]); let (Q, R) = (1, 2);",
            "A.sum() + f64::from(Q + R)",
            "let None = Some(A).filter(|_| false) else { panic!() };",
        ],
        expect![[r#"
            [2] = 9.0
        "#]],
    );
}

#[test]
fn let_else_binds() {
    check(
        &[
            "let text = Some(\"seven\");\nlet Some(word) = text else { panic!(\"nothing\") };",
            "word.len()",
            "let Some(number) = word.parse::<i32>().ok() else { panic!(\"no number: {word}\") };",
            "word",
        ],
        expect![[r#"
            [2] = 5
            [3] panic at 1:52: no number: seven
            [4] = "seven"
        "#]],
    );
}

#[test]
fn raw_and_foreign_names() {
    check(
        &[
            "let r#type = 1; let größe = 2; let 変数 = 3usize;",
            "(r#type, größe, 変数)",
            "println!(\"{größe:>変数$}|{type}\");",
            "fn r#match(größe: i32) -> i32 { größe * 2 }",
            "r#match(größe)",
            "mod r#async { pub struct Foo(pub i32); }\nlet v = r#async::Foo(4);",
            "v.0",
        ],
        expect![[r#"
            [2] = (1, 2, 3)
            [3] stdout "  2|1\n"
            [5] = 4
            [7] = 4
        "#]],
    );
}

#[test]
fn types_are_listed_as_people_write_them() {
    let Some(mut session) = Session::start() else { return };
    session.run("use std::collections::HashMap;\nstruct P; mod m { pub struct Q<T>(pub T); }");
    session.run(
        "let a = (42, 3.14); let b = Some(String::new()); let c = [0u8; 5]; let d = vec![P];\n\
         let e = m::Q(m::Q(\"x\")); let f: HashMap<String, Vec<P>> = HashMap::new(); let g = ();",
    );
    expect!["a: (i32, f64), b: Option<String>, c: [u8; 5], d: Vec<P>, e: Q<Q<&str>>, f: HashMap<String, Vec<P>>, g: ()"].assert_eq(&session.variables());
}

#[test]
fn types_need_not_be_written() {
    check(
        &[
            "let v: Vec<_> = (1..10).collect(); let o = None::<u8>.or(Some(2));",
            "(v.len(), o)",
            "let r: Result<Option<m::Baz>, i32> = Ok(Some(m::Baz));\nmod m { pub struct Baz; impl Baz { pub fn r42(&self) -> i32 { 42 } } }",
            "r.unwrap().unwrap().r42()",
            "struct Foo<const I: usize> { data: [u8; I] }\nlet foo: Foo<3> = Foo::<3> { data: [41, 42, 43] };",
            "foo.data[1]",
        ],
        expect![[r#"
            [2] = (9, Some(2))
            [4] = 42
            [6] = 42
        "#]],
    );
}

#[test]
fn types_of_private_modules_are_found_where_they_are_public() {
    let Some(mut session) = Session::start() else { return };
    // What std's types are called by the compiler is not always what a program may write.
    let values = [
        "std::collections::HashMap::<i32, String>::new()",
        "std::collections::HashSet::<u8>::new()",
        "std::collections::BTreeMap::<i32, i32>::new()",
        "std::collections::BTreeSet::<i32>::new()",
        "std::collections::VecDeque::<i32>::new()",
        "std::collections::BinaryHeap::<std::cmp::Reverse<i32>>::new()",
        "std::collections::LinkedList::<i32>::new()",
        "std::rc::Rc::new(std::cell::RefCell::new(String::new()))",
        "std::sync::Arc::new(std::sync::Mutex::new(1))",
        "std::sync::RwLock::new(1)",
        "std::sync::mpsc::channel::<i32>()",
        "std::sync::mpsc::sync_channel::<i32>(1)",
        "std::sync::atomic::AtomicUsize::new(1)",
        "std::sync::OnceLock::<i32>::new()",
        "std::sync::Barrier::new(1)",
        "std::cell::OnceCell::<i32>::new()",
        "std::cell::Cell::new(1)",
        "std::time::Duration::from_secs(1)",
        "std::time::Instant::now()",
        "std::time::SystemTime::now()",
        "std::thread::spawn(|| 1)",
        "std::thread::current()",
        "std::num::NonZeroU8::new(1)",
        "std::num::Wrapping(1)",
        "\"1\".parse::<i32>()",
        "\"1\".parse::<f64>()",
        "\"x\".parse::<std::net::IpAddr>()",
        "std::net::TcpListener::bind(\"127.0.0.1:0\")",
        "std::path::PathBuf::from(\"/\")",
        "std::ffi::OsString::from(\"x\")",
        "std::ffi::CString::new(\"x\")",
        "std::fs::File::open(\"/dev/null\")",
        "std::io::BufReader::new(std::io::empty())",
        "std::io::Cursor::new(vec![1u8])",
        "std::io::Error::other(\"x\")",
        "std::process::Command::new(\"true\")",
        "0..3",
        "0..=3",
        "(0..3).rev()",
        "(0..9).step_by(2).skip(1)",
        "vec![1].into_iter()",
        "\"abc\".chars()",
        "\"a b\".split_whitespace()",
        "[1, 2].into_iter().enumerate().peekable()",
        "std::iter::repeat(1).take(2)",
        "std::ops::ControlFlow::<i32>::Continue(())",
        "std::marker::PhantomData::<i32>",
        "std::mem::ManuallyDrop::new(1)",
        "std::pin::Pin::new(Box::new(1))",
        "std::task::Poll::Ready(1)",
        "std::borrow::Cow::Borrowed(\"x\")",
        "std::hash::DefaultHasher::new()",
        "std::any::TypeId::of::<i32>()",
        "std::alloc::Layout::new::<i32>()",
        "std::cmp::Ordering::Less",
        "'a'..='z'",
        "Box::new(1) as Box<dyn std::any::Any>",
        "Box::new([1].into_iter()) as Box<dyn Iterator<Item = i32>>",
        "Box::new(|x: &str| x.len()) as Box<dyn Fn(&str) -> usize + Send>",
        "i32::abs as fn(i32) -> i32",
        "Box::<dyn std::error::Error + Send + Sync>::from(\"x\")",
        "std::sync::Arc::<str>::from(\"x\")",
        "std::ptr::null::<i32>()",
        "std::ptr::NonNull::<i32>::dangling()",
    ];
    let bound = values.iter().enumerate().map(|(k, value)| format!("let v{k} = {value};"));
    assert_eq!(session.run(&bound.collect::<Vec<_>>().join("\n")), "");
    let used = (0..values.len()).map(|k| format!("&v{k};"));
    assert_eq!(session.run(&used.collect::<Vec<_>>().join("\n")), "", "{}", session.variables());
    assert_eq!(session.variables().matches(": ").count(), values.len());
}

#[test]
fn references_to_what_lives_for_good_stay() {
    check(
        &[
            "let word: &'static str = \"oo\"; let words = [\"a\", \"b\"];",
            "let leaked: &'static mut Vec<i32> = Box::leak(Box::new(vec![1]));",
            "fn push(v: &mut Vec<i32>) { v.push(2) }\npush(leaked);",
            "(leaked.len(), word, words)",
        ],
        expect![[r#"
            [4] = (2, "oo", ["a", "b"])
        "#]],
    );
}

#[test]
fn shared_and_interior_values() {
    check(
        &[
            "use std::cell::RefCell; use std::rc::Rc;\nlet r: Rc<RefCell<String>> = Rc::new(RefCell::new(String::new()));\nlet r2: Rc<RefCell<String>> = Rc::clone(&r);",
            "r.borrow_mut().push_str(\"f\"); let s = \"oo\";",
            "r.borrow_mut().push_str(s); (r.borrow().clone(), Rc::strong_count(&r2))",
        ],
        expect![[r#"
            [3] = ("foo", 2)
        "#]],
    );
}

#[test]
fn types_of_private_modules_stay() {
    check(
        &[
            // Of array-core, which the engine knows to shorten.
            "let rng = default_rng(3); let p = plot(&arange(3), &arange(3));",
            "(rng.random(3).size(), p.title(\"t\").to_svg().contains(\"polyline\"))",
            "let values = array([[0., 1.], [-1., 0.]]).eigvals()?;",
            "abs(&values).sum()",
            // Of crates that cells see through array-core only.
            "let m = array_core::ndarray::Array2::<f64>::ones((2, 3));",
            "m.sum()",
            // Of std, public by a shorter path.
            "let words = \"a b\".split_whitespace().collect::<Vec<_>>().into_iter().peekable();",
            "words.count()",
        ],
        expect![[r#"
            [2] = (3, true)
            [4] = 2.0
            [6] = 6.0
            [8] = 2
        "#]],
    );
}
