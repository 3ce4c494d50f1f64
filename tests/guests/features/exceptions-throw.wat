;; Tries: use a feature of the engine that no exporter needs (exceptions, throw).
;; Ends: refused when it is compiled: the feature is off.

(component
  (core module
    (tag $t) (func (throw $t)))
  (instance $i)
  (export "portcullis:exporter/exporting@0.1.0" (instance $i)))
