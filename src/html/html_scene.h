/* A scene (doc/scene.h) as inline SVG. */
#ifndef HTML_HTML_SCENE_H
#define HTML_HTML_SCENE_H
#include "base/buf.h"
#include "doc/scene.h"

/* `id`: unique in its page; the ids of title, description and patterns begin with it. Presentation attributes only, no style. The picture
 * stands in a box of class "defile" that the keyboard can scroll where the screen is narrow. */
void html_scene(buf *out, const scene *s, str id);
/* The same as a file of its own, for programs that know neither the page's fonts nor the direction of SVG's text: anchors are left and
 * right, and a mark of direction leads right-to-left text. Sizes in points. */
void html_scene_file(buf *out, const scene *s, str family);
#endif
