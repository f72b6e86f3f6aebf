--- Specs of rate: how long to wait before a request is sent; the clock is an
-- argument.
--
-- SPDX-License-Identifier: MIT

local rate = require "ashby.exchange.rate"

describe("a pacer", function()
  it("lets every request through at first", function()
    local pacer = rate.new()
    for now = 1, 100 do
      assert.equal(0, pacer.delay(now))
      pacer.leave(now)
    end
  end)

  it("keeps to so many requests in any 60 seconds", function()
    local pacer = rate.new(3)
    for _, now in ipairs { 10, 11, 12 } do
      assert.equal(0, pacer.delay(now))
      pacer.leave(now)
    end
    assert.equal(57, pacer.delay(13))
    assert.equal(1, pacer.delay(69))
    assert.equal(0, pacer.delay(70))
    pacer.leave(70)
    assert.equal(0.5, pacer.delay(70.5))
    assert.equal(0, pacer.delay(71))
  end)

  it("never lets more through, whenever it is asked", function()
    local pacer, left, now = rate.new(10), {}, 0
    for _ = 1, 200 do
      now = now + pacer.delay(now)
      assert.equal(0, pacer.delay(now))
      pacer.leave(now)
      left[#left + 1] = now
      now = now + 0.7
    end
    for i = 11, #left do assert.is_true(left[i] - left[i - 10] >= 60 - 1e-6) end
    assert.is_true(left[200] <= 60 * 20)
  end)

  it("waits for the reset when the server has no request left", function()
    local pacer = rate.new()
    pacer.learn(100, 0, 20)
    assert.equal(20, pacer.delay(100))
    assert.equal(5, pacer.delay(115))
    assert.equal(0, pacer.delay(120))
    assert.equal(0, pacer.delay(200))
  end)

  it("counts down what the server has left", function()
    local pacer = rate.new()
    pacer.learn(100, 2, 20)
    assert.equal(0, pacer.delay(100))
    pacer.leave(100)
    assert.equal(0, pacer.delay(100))
    pacer.leave(101)
    assert.equal(18, pacer.delay(102))
  end)

  it("takes the least number of a window, since answers overtake each other", function()
    local pacer = rate.new()
    pacer.learn(100, 0, 20)
    pacer.learn(100.5, 5, 19.4)
    assert.is_true(pacer.delay(101) > 18)
    pacer.learn(101, 5, 60)
    assert.equal(0, pacer.delay(101))
  end)

  it("takes the longer of both waits", function()
    local pacer = rate.new(1)
    pacer.leave(100)
    pacer.learn(100, 0, 90)
    assert.equal(90, pacer.delay(100))
    pacer.learn(100, 0, 30)
    assert.equal(60, pacer.delay(100))
  end)

  it("waits for the latest end of a window that answers name, which have whole seconds", function()
    local pacer = rate.new()
    pacer.learn(100, 1, 60)
    pacer.learn(100.1, 0, 59)
    assert.equal(60, pacer.delay(100))
    pacer.learn(161, 0, 30) -- another window
    assert.equal(30, pacer.delay(161))
  end)

  it("learns nothing from one of the two numbers alone", function()
    local pacer = rate.new()
    pacer.learn(100, 0, nil)
    pacer.learn(100, nil, 50)
    pacer.learn(100)
    assert.equal(0, pacer.delay(100))
  end)

  it("forgets requests that are older than the window", function()
    local pacer = rate.new(1000)
    for now = 1, 20000 do pacer.leave(now) end
    collectgarbage()
    collectgarbage()
    assert.equal(0, pacer.delay(20001))
  end)
end)
