;; Tries: use a feature of the engine that no exporter needs (tail calls).
;; Ends: refused when it is compiled: the feature is off.

(component
  (core module
    (func $f return_call $f))
  (instance $i)
  (export "portcullis:exporter/exporting@0.1.0" (instance $i)))
