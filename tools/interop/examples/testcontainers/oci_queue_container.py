import configparser

from testcontainers.core.container import DockerContainer
from testcontainers.core.wait_strategies import HttpWaitStrategy

PORT = 8010
STATE = "/var/lib/snoozeq"


class OciQueueContainer(DockerContainer):
    def __init__(self, image="snoozeq/emulator"):
        super().__init__(image)
        self.with_exposed_ports(PORT)
        self.waiting_for(HttpWaitStrategy(PORT, "/_emulator/clock"))

    def endpoint(self):
        return f"http://{self.get_container_host_ip()}:{self.get_exposed_port(PORT)}"

    def profile(self):
        """What `oci.config.from_file` would return, with the key that is in the container."""
        config = configparser.ConfigParser()
        config.read_string(self._read("config"))
        profile = dict(config["DEFAULT"])
        del profile["key_file"]
        return {**profile, "key_content": self._read("api-key.pem")}

    def _read(self, file):
        return self.exec(["cat", f"{STATE}/{file}"]).output.decode()
