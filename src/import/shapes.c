#include "base/lang.h"
#include "import/import.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* data.caf.fr publishes one table for each level; commune level only for communes of more than 10,000 inhabitants. */
static const import_level territories[] = {
    { "commune", "com|comm|commune", "numcom|numerocommune|numcommune|codecommune", "nomcom|nomcommune", 5, 5, false,
      "01004" },
    { "epci", "epci", "numepci|numeroepci|codeepci", "nomepci", 9, 9, true, "200066637" },
    { "departement", "dep|departement", "numdep|numerodepartement|codedepartement", "nomdep|nomdepartement", 2, 3,
      false, "01" },
    { "region", "reg|regi|region", "numregi|numreg|numeroregion|coderegion", "nomregi|nomreg|nomregion", 2, 2, true,
      "84" },
    { "france", "nat|fe|france", NULL, NULL, 0, 0, false, "" },
};

/* Three generations of names: txcouv_psu_col_com; "Taux de couv EAJE PSU"; tauxcouv_com and TAUXCOUV_COMM, which give
 * the global rate only. */
static const import_column rates[] = {
    { "eaje_psu", "txcouvpsucol*|tauxdecouveajepsu", IMPORT_NUMBER },
    { "eaje_hors_psu", "txcouvhorspsucol*|txcouvhorspsu*|tauxdecouvhorseajepsu|tauxdecouveajehorspsu", IMPORT_NUMBER },
    { "eaje", "txcouveaje*|tauxdecouveajeensemble", IMPORT_NUMBER },
    { "prescolarisation", "txcouvprescol*|tauxdecouvprescolarisation", IMPORT_NUMBER },
    { "assistantes_maternelles", "txcouvamind*|tauxdecouvassistantesmaternelles|tauxdecouvassistantematernelle",
      IMPORT_NUMBER },
    { "garde_a_domicile", "txcouvgadind*|tauxdecouvsalarieeadomicile|tauxdecouvsalarieadomicile", IMPORT_NUMBER },
    { "individuel", "txcouvind*|tauxdecouvindividuel|tauxdecouvaccueilindividuel", IMPORT_NUMBER },
    { "global", "txcouv*|tauxcouv*|tauxdecouvglobal", IMPORT_NUMBER },
};

static const import_column places[] = {
    { "eaje", "pleaje*", IMPORT_NUMBER },
    { "prescolarisation", "plprescol*", IMPORT_NUMBER },
    { "assistantes_maternelles", "plamind*", IMPORT_NUMBER },
    { "garde_a_domicile", "plgadind*", IMPORT_NUMBER },
    { "total", "totoffre*", IMPORT_NUMBER },
};

/* The official geographic code: v_commune_YYYY.csv. */
static const import_level communes[] = {
    { "commune", "", "com", "libelle", 5, 5, false, "01004" },
};

static const import_column cog[] = {
    { "type", "typecom", IMPORT_TEXT },
    { "article", "tncc", IMPORT_TEXT },
    { "departement", "dep", IMPORT_TEXT },
    { "region", "reg", IMPORT_TEXT },
    { "commune_parente", "comparent", IMPORT_TEXT },
};

/* scdl/equipements 0.1.5; the identifier is the code of a facility. */
static const import_level facilities[] = {
    { "equipement", "", "equipuid", "equipnom", 3, 40, false, "01004-21010004300017-001" },
};

static const import_column equipements[] = {
    { "theme", "equiptheme", IMPORT_TEXT },
    { "type", "equiptype", IMPORT_TEXT },
    { "numero", "adrnumero", IMPORT_TEXT },
    { "voie", "adrnomvoie", IMPORT_TEXT },
    { "code_postal", "adrcodepostal", IMPORT_TEXT },
    { "commune", "adrcommune", IMPORT_TEXT },
    { "latitude", "equiplat", IMPORT_COORDINATE },
    { "longitude", "equiplong", IMPORT_COORDINATE },
    { "horaires", "equipouverture", IMPORT_TEXT },
    { "telephone", "equiptel", IMPORT_TEXT },
    { "courriel", "equipemail", IMPORT_TEXT },
    { "site", "equipweb", IMPORT_TEXT },
};

static const char CAF[] = "Caf, data.caf.fr, Licence Ouverte 2.0";

const import_shape import_shapes[] = {
    { "couverture-caf", N_("coverage rates of the Caf (data.caf.fr)"), CAF, "txcouv*|tauxcouv*|tauxdecouvglobal",
      territories, COUNT(territories), true, rates, COUNT(rates) },
    { "places-caf", N_("places offered, by the Caf (data.caf.fr)"), CAF, "totoffre*|pleaje*", territories,
      COUNT(territories), true, places, COUNT(places) },
    { "communes-insee", N_("communes of the official geographic code (Insee)"), "Insee, code officiel géographique",
      "typecom", communes, COUNT(communes), false, cog, COUNT(cog) },
    { "equipements", N_("facilities in the form scdl/equipements"), "", "equipuid", facilities, COUNT(facilities),
      false, equipements, COUNT(equipements) },
};
const size_t import_nshapes = COUNT(import_shapes);
