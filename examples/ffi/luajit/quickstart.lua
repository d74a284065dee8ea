-- Reads and changes the profile of an account, by LuaJIT's FFI.
--
--     luajit quickstart.lua BASE_URL API_KEY
local ffi = require("ffi")

-- The declarations come from the installed header, so that they are current. The headers
-- that it includes hold what LuaJIT cannot read, and nothing that it does not know already.
local function declarations()
    local include = io.popen("pkg-config --variable=includedir sendgrid-accounts"):read("*l")
    assert(include, "pkg-config does not know sendgrid-accounts")
    local header = include .. "/sendgrid_accounts.h"
    return io.popen("sed '/#include/d' '" .. header .. "' | cpp -P"):read("*a")
end

ffi.cdef(declarations())
local sga = ffi.load("sendgrid_accounts")

-- Calls a function and raises its error. An input string lives as long as its Lua string.
local function call(name, ...)
    local failure = ffi.new("sga_error *[1]")
    local arguments = { ... }
    arguments[#arguments + 1] = failure
    if sga["sga_" .. name](unpack(arguments)) ~= sga.SGA_OK then
        local description = ffi.string(sga.sga_status_name(failure[0].status))
            .. ": " .. ffi.string(failure[0].message)
        sga.sga_error_free(failure[0])
        error(description, 0)
    end
end

-- An object of the library, freed with the last reference to it.
local function object(type, name, ...)
    local result = ffi.new("sga_" .. type .. " *[1]")
    local arguments = { ... }
    arguments[#arguments + 1] = result
    call(name, unpack(arguments))
    return ffi.gc(result[0], sga["sga_" .. type .. "_free"])
end

local function input(type, members)
    local struct = ffi.new("sga_" .. type, members)
    struct.struct_size = ffi.sizeof(struct)
    return struct
end

local function text(pointer) return pointer ~= nil and ffi.string(pointer) or "none" end

local function tell(profile)
    print(text(profile.first_name) .. " " .. text(profile.last_name)
        .. " lives in " .. text(profile.city))
end

local function quickstart(base_url, api_key)
    local options = input("client_options", { base_url = base_url, api_key = api_key })
    local client = object("client", "client_new", options)
    tell(object("profile", "user_get_profile", client))
    local update = input("profile_update", { city = "Anaheim" })
    tell(object("profile", "user_update_profile", client, update))
    local _, refusal = pcall(object, "profile", "user_update_profile", client,
        input("profile_update", {}))
    print("refused: " .. refusal)
end

if #arg ~= 2 then
    io.stderr:write("usage: quickstart.lua BASE_URL API_KEY\n")
    os.exit(2)
end
local went_well, problem = pcall(quickstart, arg[1], arg[2])
if not went_well then io.stderr:write(problem, "\n") end
-- Closing the state frees the unreferenced objects.
os.exit(went_well and 0 or 1, true)
