//! The macros that every reduction is written with: its kernels, compiled here once per
//! element type, and the thin methods and functions on top of them.

/// Defines a trait of kernels and implements it for each element type listed. The family of those
/// types has the trait as a supertrait, so that generic code needs to name the family only.
///
/// `whole` and `over` name the trait's functions for the whole array and along axes, `kernel` the
/// generic function that both are made of, and `lane`, where there is one, what gives the result of
/// a slice: small arrays need no plan then.
macro_rules! kernels {
    (
        $(#[$doc:meta])*
        $trait:ident: $family:ident for $types:tt
        $($whole:ident, $over:ident = $kernel:ident $(| $lane:ident)?($($arg:ident: $arg_ty:ty),*) -> $out:ty;)*
    ) => {
        $(#[$doc])*
        #[doc(hidden)]
        pub trait $trait: Sized {
            $(
                #[doc(hidden)]
                #[track_caller]
                fn $whole(array: &Array<Self>, $($arg: $arg_ty),*) -> $out
                where
                    Self: $family;
                #[doc(hidden)]
                #[track_caller]
                fn $over(array: &Array<Self>, along: crate::reduce::Along, $($arg: $arg_ty),*) -> Array<$out>
                where
                    Self: $family;
            )*
        }
        kernels!(@each $trait $types {
            $($whole, $over = $kernel $(| $lane)?($($arg: $arg_ty),*) -> $out;)*
        });
    };
    (@each $trait:ident [$($t:ty)*] $functions:tt) => {
        $(kernels!(@one $trait $t, $functions);)*
    };
    (@one $trait:ident $t:ty, {
        $($whole:ident, $over:ident = $kernel:ident $(| $lane:ident)?($($arg:ident: $arg_ty:ty),*) -> $out:ty;)*
    }) => {
        impl $trait for $t {
            $(
                #[track_caller]
                fn $whole(array: &Array<Self>, $($arg: $arg_ty),*) -> $out {
                    $(if let Some(lane) = crate::reduce::one_lane(array) {
                        return $lane(lane);
                    })?
                    only($kernel(array, &Over::all(array.ndim()), $($arg),*))
                }
                #[track_caller]
                fn $over(array: &Array<Self>, along: crate::reduce::Along, $($arg: $arg_ty),*) -> Array<$out> {
                    $kernel(array, &along.over(array.ndim()), $($arg),*)
                }
            )*
        }
    };
}

/// Defines a trait of kernels of any signature, as `kernels!` does for reductions.
macro_rules! dispatch {
    (
        $(#[$doc:meta])*
        $trait:ident: $family:ident for $types:tt
        $($name:ident = $kernel:ident($($arg:ident: $arg_ty:ty),*) -> $out:ty;)*
    ) => {
        $(#[$doc])*
        #[doc(hidden)]
        pub trait $trait: Sized {
            $(
                #[doc(hidden)]
                #[track_caller]
                fn $name($($arg: $arg_ty),*) -> $out
                where
                    Self: $family;
            )*
        }
        dispatch!(@each $trait $types { $($name = $kernel($($arg: $arg_ty),*) -> $out;)* });
    };
    (@each $trait:ident [$($t:ty)*] $functions:tt) => {
        $(dispatch!(@one $trait $t, $functions);)*
    };
    (@one $trait:ident $t:ty, {
        $($name:ident = $kernel:ident($($arg:ident: $arg_ty:ty),*) -> $out:ty;)*
    }) => {
        impl $trait for $t {
            $(
                #[track_caller]
                fn $name($($arg: $arg_ty),*) -> $out {
                    $kernel($($arg),*)
                }
            )*
        }
    };
}

/// Writes a reduction's methods and free functions: whole, along one axis, along several, each
/// also with the folded axes kept at length 1. They hand the `given` expressions, which may name
/// the methods' arguments, to the kernel.
macro_rules! reduction {
    (
        $(#[$doc:meta])*
        $trait:ident::{$whole:ident, $over:ident}($($given:expr),*)
            of ($($arg:ident: $arg_ty:ty),*) -> |$e:ident| $out:ty;
        $all:ident $all_keep:ident
        $axis:ident $axis_keep:ident
        $axes:ident $axes_keep:ident
    ) => {
        impl<$e: $trait> Array<$e> {
            $(#[$doc])*
            #[must_use]
            #[track_caller]
            pub fn $all(&self, $($arg: $arg_ty),*) -> $out {
                $e::$whole(self, $($given),*)
            }

            #[doc = concat!("As [`", stringify!($all), "`](Self::", stringify!($all),
                "), with every axis kept at length 1 (NumPy: `keepdims=True`).")]
            #[must_use]
            #[track_caller]
            pub fn $all_keep(&self, $($arg: $arg_ty),*) -> Array<$out> {
                $e::$over(self, crate::reduce::Along::all_kept(), $($given),*)
            }

            #[doc = concat!("As [`", stringify!($all), "`](Self::", stringify!($all),
                "), along one axis; -1 is the last (NumPy: `axis=0`).")]
            #[doc = "\n# Panics\nPanics if there is no such axis."]
            #[must_use]
            #[track_caller]
            pub fn $axis(&self, axis: impl IndexInt, $($arg: $arg_ty),*) -> Array<$out> {
                $e::$over(self, crate::reduce::Along::axis(axis.to_isize()), $($given),*)
            }

            #[doc = concat!("As [`", stringify!($all), "`](Self::", stringify!($all),
                "), along one axis, which is kept at length 1 (NumPy: `axis=0, keepdims=True`).")]
            #[doc = "\n# Panics\nPanics if there is no such axis."]
            #[must_use]
            #[track_caller]
            pub fn $axis_keep(&self, axis: impl IndexInt, $($arg: $arg_ty),*) -> Array<$out> {
                $e::$over(self, crate::reduce::Along::axis_kept(axis.to_isize()), $($given),*)
            }

            #[doc = concat!("As [`", stringify!($all), "`](Self::", stringify!($all),
                "), along several axes (NumPy: `axis=(0, 2)`).")]
            #[doc = "\n# Panics\nPanics if there is no such axis, or one is named twice."]
            #[must_use]
            #[track_caller]
            pub fn $axes(&self, axes: impl Dims, $($arg: $arg_ty),*) -> Array<$out> {
                $e::$over(self, crate::reduce::Along::axes(axes.dims()), $($given),*)
            }

            #[doc = concat!("As [`", stringify!($all), "`](Self::", stringify!($all),
                "), along several axes, which are kept at length 1 (NumPy: `axis=(0, 2), keepdims=True`).")]
            #[doc = "\n# Panics\nPanics if there is no such axis, or one is named twice."]
            #[must_use]
            #[track_caller]
            pub fn $axes_keep(&self, axes: impl Dims, $($arg: $arg_ty),*) -> Array<$out> {
                $e::$over(self, crate::reduce::Along::axes_kept(axes.dims()), $($given),*)
            }
        }

        $(#[$doc])*
        #[must_use]
        #[track_caller]
        pub fn $all<$e: $trait>(a: impl $crate::array::OneArray<Element = $e>, $($arg: $arg_ty),*) -> $out {
            a.as_array().$all($($arg),*)
        }

        #[doc = concat!("As [`", stringify!($all), "`](fn@", stringify!($all),
            "), with every axis kept at length 1 (NumPy: `keepdims=True`).")]
        #[must_use]
        #[track_caller]
        pub fn $all_keep<$e: $trait>(a: impl $crate::array::OneArray<Element = $e>, $($arg: $arg_ty),*) -> Array<$out> {
            a.as_array().$all_keep($($arg),*)
        }

        #[doc = concat!("As [`", stringify!($all), "`](fn@", stringify!($all),
            "), along one axis; -1 is the last (NumPy: `axis=0`).")]
        #[doc = "\n# Panics\nPanics if there is no such axis."]
        #[must_use]
        #[track_caller]
        pub fn $axis<$e: $trait>(
            a: impl $crate::array::OneArray<Element = $e>, axis: impl IndexInt, $($arg: $arg_ty),*
        ) -> Array<$out> {
            a.as_array().$axis(axis, $($arg),*)
        }

        #[doc = concat!("As [`", stringify!($all), "`](fn@", stringify!($all),
            "), along one axis, which is kept at length 1 (NumPy: `axis=0, keepdims=True`).")]
        #[doc = "\n# Panics\nPanics if there is no such axis."]
        #[must_use]
        #[track_caller]
        pub fn $axis_keep<$e: $trait>(
            a: impl $crate::array::OneArray<Element = $e>, axis: impl IndexInt, $($arg: $arg_ty),*
        ) -> Array<$out> {
            a.as_array().$axis_keep(axis, $($arg),*)
        }

        #[doc = concat!("As [`", stringify!($all), "`](fn@", stringify!($all),
            "), along several axes (NumPy: `axis=(0, 2)`).")]
        #[doc = "\n# Panics\nPanics if there is no such axis, or one is named twice."]
        #[must_use]
        #[track_caller]
        pub fn $axes<$e: $trait>(
            a: impl $crate::array::OneArray<Element = $e>, axes: impl Dims, $($arg: $arg_ty),*
        ) -> Array<$out> {
            a.as_array().$axes(axes, $($arg),*)
        }

        #[doc = concat!("As [`", stringify!($all), "`](fn@", stringify!($all),
            "), along several axes, which are kept at length 1 (NumPy: `axis=(0, 2), keepdims=True`).")]
        #[doc = "\n# Panics\nPanics if there is no such axis, or one is named twice."]
        #[must_use]
        #[track_caller]
        pub fn $axes_keep<$e: $trait>(
            a: impl $crate::array::OneArray<Element = $e>, axes: impl Dims, $($arg: $arg_ty),*
        ) -> Array<$out> {
            a.as_array().$axes_keep(axes, $($arg),*)
        }
    };
}
pub(crate) use dispatch;
