-- SPDX-License-Identifier: MIT
function love.conf(t)
  t.identity = "ashby-jobs"
  t.version = "11.0"
  t.window.title = "Open jobs"
  t.window.width = 640
  t.window.height = 480
  t.modules.audio = false
  t.modules.joystick = false
  t.modules.physics = false
  t.modules.sound = false
  t.modules.video = false
end
