;; Tries: use a feature of the engine that no exporter needs (wide arithmetic).
;; Ends: refused when it is compiled: the feature is off.

(component
  (core module
    (func (param i64 i64) (result i64 i64) local.get 0 local.get 1 i64.mul_wide_s))
  (instance $i)
  (export "portcullis:exporter/exporting@0.1.0" (instance $i)))
