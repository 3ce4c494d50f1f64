;; Tries: use a feature of the engine that no exporter needs (relaxed SIMD).
;; Ends: refused when it is compiled: the feature is off.

(component
  (core module
    (func (param v128) (result v128) local.get 0 local.get 0 i8x16.relaxed_swizzle))
  (instance $i)
  (export "portcullis:exporter/exporting@0.1.0" (instance $i)))
