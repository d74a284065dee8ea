from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from sendgrid_accounts import AsyncClient, NotFoundError, Subuser
from starlette.responses import JSONResponse


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    app.state.sendgrid = AsyncClient.from_env()
    yield
    app.state.sendgrid.close()


app = FastAPI(lifespan=lifespan)


@app.get("/subusers/{username}")
async def subuser(username: str) -> Subuser:
    return await app.state.sendgrid.subusers.get(username)


@app.exception_handler(NotFoundError)
async def not_found(_request: object, error: NotFoundError) -> JSONResponse:
    return JSONResponse({"detail": error.message}, status_code=404)
