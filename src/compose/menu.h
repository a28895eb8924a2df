/* The menus of livret.yml, looked up once. An entry is an address ("/aides"), or a map: page (address) or url, and title by language. */
#ifndef COMPOSE_MENU_H
#define COMPOSE_MENU_H
#include "model/site.h"

void menu_build(arena *a, site *s, diag *d);
#endif
