//! Types with behaviour: `impl`, generics, traits.

use expect_test::expect;

use crate::session::check;

#[test]
fn impl_stands_in_a_later_cell_than_its_type() {
    check(
        &[
            "#[derive(Debug, Clone, PartialEq)]\nstruct Point { x: i32, y: i32 }\nlet p = Point { x: 3, y: 4 };",
            "impl Point { fn norm(&self) -> f64 { f64::from(self.x * self.x + self.y * self.y).sqrt() } }",
            "p.norm()",
            "impl std::ops::Add for Point { type Output = Point; fn add(self, o: Point) -> Point { Point { x: self.x + o.x, y: self.y + o.y } } }",
            "p.clone() + Point { x: 1, y: 1 }",
            "impl Point { fn flip(&self) -> Point { Point { x: self.y, y: self.x } } }",
            "(p.flip().norm(), p.flip())",
            "impl Point { fn norm(&self) -> f64 { 0. } }",
            "(p.norm(), p.flip())",
        ],
        expect![[r#"
            [3] = 5.0
            [5] = Point { x: 4, y: 5 }
            [7] = (5.0, Point { x: 4, y: 3 })
            [9] = (0.0, Point { x: 4, y: 3 })
        "#]],
    );
}

#[test]
fn traits_are_found_by_their_methods() {
    check(
        &[
            "trait Area { fn area(&self) -> f64; fn twice(&self) -> f64 { 2. * self.area() } }",
            "struct Square(f64); struct Circle(f64);",
            "impl Area for Square { fn area(&self) -> f64 { self.0 * self.0 } }\nimpl Area for Circle { fn area(&self) -> f64 { 3. * self.0 * self.0 } }",
            "let shapes: Vec<Box<dyn Area>> = vec![Box::new(Square(2.)), Box::new(Circle(1.))];",
            "shapes.iter().map(|s| s.twice()).sum::<f64>()",
            "impl Area for f64 { fn area(&self) -> f64 { *self } }\n2.5.area()",
            "fn total(shapes: &[&dyn Area]) -> f64 { shapes.iter().map(|s| s.area()).sum() }",
            "total(&[&Square(1.), &2.])",
            "impl Area for Square { fn area(&self) -> f64 { 100. } }",
            "total(&[&Square(1.), &2.])",
        ],
        expect![[r#"
            [5] = 14.0
            [6] = 2.5
            [8] = 3.0
            [10] = 102.0
        "#]],
    );
}

#[test]
fn generic_types_and_associated_items() {
    check(
        &[
            "#[derive(Debug, Default)]\nstruct Stack<T> { items: Vec<T> }\nimpl<T> Stack<T> { const LIMIT: usize = 3; fn push(&mut self, item: T) -> &mut Self { self.items.push(item); self } }",
            "let mut s = Stack::default(); s.push(1u8).push(2);",
            "impl<T: Clone> Stack<T> { fn top(&self) -> Option<T> { self.items.last().cloned() } }",
            "(s.top(), Stack::<u8>::LIMIT)",
            "trait Unit { type Of; const NAME: &'static str; }\nstruct Metre; impl Unit for Metre { type Of = f64; const NAME: &'static str = \"m\"; }",
            "let length: <Metre as Unit>::Of = 2.5; (length, Metre::NAME)",
            "impl<T> Iterator for Stack<T> { type Item = T; fn next(&mut self) -> Option<T> { self.items.pop() } }",
            "s.next()",
            "s.map(|x| x * 10).collect::<Vec<_>>()",
        ],
        expect![[r#"
            [4] = (Some(2), 3)
            [6] = (2.5, "m")
            [8] = Some(2)
            [9] = [10]
        "#]],
    );
}

#[test]
fn enums_and_their_variants() {
    check(
        &[
            "#[derive(Debug)] enum Shape { Dot, Line(f64), Box { w: f64, h: f64 } }\nuse Shape::*;",
            "let shapes = vec![Dot, Line(2.), Shape::Box { w: 1., h: 2. }];",
            "shapes.iter().map(|s| match s { Dot => 0., Line(l) => *l, Shape::Box { w, h } => w * h }).sum::<f64>()",
            "shapes[1]",
        ],
        expect![[r#"
            [3] = 4.0
            [4] = Line(2.0)
        "#]],
    );
}

#[test]
fn display_is_chosen_by_the_type() {
    check(
        &[
            "struct Plain; struct Html(i32);\nimpl Html { fn evcxr_display(&self) { println!(\"EVCXR_BEGIN_CONTENT text/html\\n<b>{}</b>\\nEVCXR_END_CONTENT\", self.0) } }",
            "Html(3)",
            "Plain",
            "#[derive(Debug)] struct D(i32);\nD(1)",
            "(array([1, 2]), D(2))",
            "()",
            "\"text\\n\"",
            "Some(1.0)",
        ],
        expect![[r#"
            [2] display  (text/html)
            [3] = <notebook::Plain>
            [4] = D(1)
            [5] = (array([1, 2]), D(2)) (text/html)
            [7] = "text\n"
            [8] = Some(1.0)
        "#]],
    );
}

#[test]
fn values_in_thread_locals_are_dropped_without_harm() {
    check(
        &[
            "pub struct Foo {}\nimpl Drop for Foo { fn drop(&mut self) { println!(\"dropped\"); } }\npub fn init() { thread_local! { static FOO: Foo = Foo {}; } FOO.with(|_| ()) }",
            "init();",
            "std::thread::spawn(init).join().unwrap()",
        ],
        expect![[r#"
            [3] stdout "dropped\n"
        "#]],
    );
}
