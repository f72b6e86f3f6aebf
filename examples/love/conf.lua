-- SPDX-License-Identifier: MIT
function love.conf(t)
  t.identity = "ashby-jobs"
  t.version = "11.0"
  t.window.title = "Open jobs"
  t.window.width = 720
  t.window.height = 540
  t.window.minwidth = 320
  t.window.minheight = 240
  t.window.resizable = true
  t.window.highdpi = true
  t.modules.audio = false
  t.modules.joystick = false
  t.modules.physics = false
  t.modules.sound = false
  t.modules.video = false
end
