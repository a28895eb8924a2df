-- SPDX-License-Identifier: MIT-0
-- Le taux de couverture, pour les blocs qui le montrent :  local couverture = require("couverture")
-- Il vient des données (couverture-caf) ou du calcul de livret (taux-couverture).

local M = {}

function M.indicateur() return indicateur("taux-couverture") or indicateur("couverture-caf.global") end

-- La dernière année connue, jusqu’à celle-ci ; rien quand il n’y en a pas.
function M.annee(jusqu_a)
  local taux, trouvee = M.indicateur(), nil
  for _, a in ipairs(taux and taux.years or {}) do
    if a <= jusqu_a then trouvee = a end
  end
  return trouvee
end

return M
