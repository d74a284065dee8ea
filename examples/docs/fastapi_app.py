from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from sendgrid_accounts import AsyncClient, NotFoundError, Subuser
from starlette.responses import JSONResponse


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
    app.state.sendgrid = AsyncClient.from_env()
    yield
    app.state.sendgrid.close()


app = FastAPI(lifespan=lifespan)


@app.get("/subusers/{username}")
async def subuser(username: str) -> Subuser:
    client: AsyncClient = app.state.sendgrid
    return await client.subusers.get(username)


@app.exception_handler(NotFoundError)
async def not_found(_request: object, error: NotFoundError) -> JSONResponse:
    return JSONResponse({"detail": error.message}, status_code=404)
