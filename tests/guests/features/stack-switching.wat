;; Tries: use a feature of the engine that no exporter needs (stack switching).
;; Ends: refused when it is compiled: the feature is off.

(component
  (core module
    (type $f (func)) (type $c (cont $f)) (func $g) (elem declare func $g)
    (func (drop (cont.new $c (ref.func $g)))))
  (instance $i)
  (export "portcullis:exporter/exporting@0.1.0" (instance $i)))
